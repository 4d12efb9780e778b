// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Catalogue
import Imports
import Kernel
import TestEngines
import Testing

/// Which of a file's columns is meant where two have one title.
@Suite(.onBothEngines) struct `Columns of one title` {
    private static let file = "product,Price,from,note,Price,note\nGOODS,1.00,2026-01-01,old,2.00,new\n"

    private func price(_ map: [String: String], of text: String = file) async throws -> Int64 {
        let files = try await ImportShop()
        try await files.take(.prices, text) { $0.columns = map }
        return try #require(try await files.state().last)
    }

    private func fault(_ map: [String: String], of text: String = file) async throws -> String? {
        do {
            _ = try await price(map, of: text)
            return nil
        } catch let fault as ImportFault { return fault.description }
    }

    @Test func `are asked about, each by its place, with what to say`() async throws {
        #expect(
            try await fault([:]) == """
                The columns "Price#1" and "Price#2" would both be price. Say which with --map "Price#2=price".
                """)
        #expect(
            try await fault(["Price": "price"]) == """
                The file has 2 columns "Price". Say which is meant: "Price#1" is the first, "Price#2" the last.
                """, "the title alone says no more")
        #expect(try await fault(["Price#3": "price"])?.hasPrefix("The file has no column \"Price#3\"") == true)
    }

    @Test func `are told apart by their number`() async throws {
        #expect(try await price(["Price#1": "price"]) == 100)
        #expect(try await price(["Price#2": "price"]) == 200)
        // A title that is written so is one.
        #expect(
            try await price(
                ["Price#2": "price"], of: "product,Price,from,Price#2,Price\nGOODS,1.00,2026-01-01,3.00,2.00\n") == 300)
    }

    @Test func `that differ in writing are told apart by how they are written`() async throws {
        let text = "product,price,from,PRICE\nGOODS,1.00,2026-01-01,2.00\n"
        #expect(try await fault([:], of: text)?.contains("\"price\" and \"PRICE\" would both be price") == true)
        #expect(try await price(["PRICE": "price"], of: text) == 200)
    }
}
