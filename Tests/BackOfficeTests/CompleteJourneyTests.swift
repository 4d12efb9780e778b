// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Foundation
import Imports
import Kernel
import Testing
import Trials

@Suite struct `The Complete Journey` {
    /// One basket in the package's own columns: a coupon of 5.00 on goods of 3.00.
    private static func folder() throws -> TestFile {
        let file = try TestFile(
            Array("basket_id,store_id,ts_local\n1,10,2017-01-01T09:30:00\n".utf8), name: "baskets.csv")
        let others = [
            "products.csv": """
            product_id,department,brand,product_category,product_type,package_size
            7,GROCERY,National,CRACKERS,CRACKERS,10 OZ

            """,
            "lines.csv": """
            basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc
            1,7,2,3.00,0.50,5.00,0.00

            """,
        ]
        for (name, text) in others {
            try Data(text.utf8).write(to: file.url.deletingLastPathComponent().appending(path: name))
        }
        return file
    }

    private func take(
        _ file: TestFile, into shop: Shop, _ change: (inout CompleteJourneyParameters) -> Void = { _ in }
    ) async throws -> CompleteJourney.Summary {
        var parameters = CompleteJourneyParameters()
        change(&parameters)
        let journey = CompleteJourney(folder: file.url.deletingLastPathComponent(), parameters: parameters)
        let office = shop.office
        return try await onBlockingThread { try journey.run(into: office) }
    }

    @Test func `goes in once, and says what no one received of the coupons`() async throws {
        let (shop, file) = (try await Shop(isEmpty: true), try Self.folder())
        let first = try await take(file, into: shop)
        #expect(first.receipts == 1 && first.known == 0 && first.deliveries == 1)
        #expect(first.forfeitedCoupons == 200)
        #expect(try await take(file, into: shop).known == 1)
        try await shop.expectProofs()
    }

    @Test func `is refused under other assumptions in a place that holds it`() async throws {
        let (shop, file) = (try await Shop(isEmpty: true), try Self.folder())
        _ = try await take(file, into: shop)
        let refusal = ImportFault.importedOtherwise
        await #expect(throws: refusal) { try await take(file, into: shop) { $0.generalTax = 1 } }
        await #expect(throws: refusal) { try await take(file, into: shop) { $0.costShare = 1 } }
        await #expect(throws: refusal) { try await take(file, into: shop) { $0.zone = "America/Chicago" } }
        #expect(refusal.description.contains("--data"))
        #expect(try await take(file, into: shop).known == 1)
    }
}
