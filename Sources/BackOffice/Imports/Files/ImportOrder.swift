// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import LogisticsFacts
import Organisation
import Store
import Warehouse

/// A thing of a file, read: what it asks of the back office.
struct ImportOrder: Sendable {
    /// The one thing that it is about, whatever the file calls it.
    let identity: String
    /// Does it in a transaction; false when it was done before or would change nothing.
    let perform: @Sendable (Transaction) throws -> Bool
}

/// Who and where, as it stands when an import begins.
struct ImportReference: Sendable {
    let companies: [CompanyRecord]
    let sites: [String: SiteRecord]
    /// Tells this import from every other in the keys of wishes.
    let run: String

    init(_ snapshot: Snapshot, run: String) throws {
        companies = try OrganisationReading.companies(snapshot)
        sites = Dictionary(uniqueKeysWithValues: try OrganisationReading.sites(snapshot).map { ($0.code, $0) })
        self.run = run
    }

    /// The currency of what belongs to no site.
    func currency() throws(RowFault) -> Currency {
        guard let first = companies.first else { throw RowFault(Self.noCompany) }
        guard companies.allSatisfy({ $0.currency == first.currency }) else {
            throw RowFault("price: the companies keep their books in different currencies; name a site as the place")
        }
        return first.currency
    }

    static let noCompany = "company: none is registered yet; nightshift do register-company '{...}' does it"

    func site(of row: ImportRow) throws(RowFault) -> SiteRecord {
        let code = try row.required(.site)
        guard let site = sites[code] else {
            throw RowFault(
                "site: there is no site \(code); open it with nightshift import sites, then send the row again")
        }
        return site
    }
}

/// Why a thing of a file is not taken although its rows can be read.
package enum ImportRefusal: Refusal, Equatable {
    case noSuchProduct(String, row: Int)
    case notStocked(String, row: Int)
    case receiptTaken(till: Int64, number: Int64)
    case siteDiffers(String)

    package var code: String {
        switch self {
        case .noSuchProduct: "import.no-such-product"
        case .notStocked: "import.not-stocked"
        case .receiptTaken: "import.receipt-taken"
        case .siteDiffers: "import.site-differs"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchProduct(let code, _):
            "there is no product \(code); list it with nightshift import products, then send the row again"
        case .notStocked(let code, _):
            "the product \(code) is listed as not stocked, so none of it can lie anywhere; drop the row"
        case .receiptTaken(let till, let number):
            "till \(till) has a receipt \(number) already, which did not come from a file; look at it and drop this one"
        case .siteDiffers(let code):
            "the site \(code) is open already with another name, kind, zone, hours or price zone; an import does not change it"
        }
    }

    package var field: String? {
        switch self {
        case .noSuchProduct, .notStocked: "product"
        case .receiptTaken: "number"
        case .siteDiffers: "code"
        }
    }
}

extension ImportOrder {
    /// The rows of one thing as what they ask for.
    ///
    /// - Throws: `RowFault` that says why not.
    static func reading(_ rows: [ImportRow], as kind: ImportKind, _ reference: ImportReference) throws -> ImportOrder {
        switch kind {
        case .sites: try site(rows[0], reference)
        case .suppliers: try supplier(rows[0], reference)
        case .products: try product(rows[0], reference)
        case .prices: try price(rows[0], reference)
        case .openingStock: try goods(rows, .opening, reference)
        case .deliveries: try goods(rows, .supplier, reference)
        case .counts: try count(rows, reference)
        case .receipts: try receipt(rows, isReturn: false, reference)
        case .returns: try receipt(rows, isReturn: true, reference)
        }
    }

    /// A product that means nothing here would only raise a question; in a file it can be set right first, and the row
    /// sent again.
    static func checkProducts(_ products: [String], areStocked: Bool = false, _ tx: Transaction) throws {
        try tx.expect(products, in: CatalogueReading.products)
        for (row, code) in products.enumerated() {
            guard let product = try tx.find(code, in: CatalogueReading.products) else {
                throw ImportRefusal.noSuchProduct(code, row: row)
            }
            guard product.isStocked || !areStocked else { throw ImportRefusal.notStocked(code, row: row) }
        }
    }

    /// Reads each row, so that a fault says which one it is in.
    static func each<Value>(
        _ rows: [ImportRow], _ read: (ImportRow) throws(RowFault) -> Value
    ) throws(RowFault) -> [Value] {
        var values: [Value] = []
        for (index, row) in rows.enumerated() {
            do {
                values.append(try read(row))
            } catch {
                throw RowFault(error.reason, row: index)
            }
        }
        return values
    }

    /// Runs a command over the desk; false when its key did it before.
    static func submit<C: Command>(
        _ command: C, _ request: CommandRequest? = nil, key: String, _ tx: Transaction
    ) throws -> (answer: C.Answer, isNew: Bool) {
        let answer = try Systems.desk.perform(command, request, key: key, tx)
        return (answer, tx.request != nil)
    }
}
