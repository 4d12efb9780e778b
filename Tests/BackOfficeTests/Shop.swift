// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import Catalogue
import CommerceFacts
import FinanceFacts
import Foundation
import Kernel
import LogisticsFacts
import Organisation
import Sales
import Store
import Synchronization
import Taxes
import TestEngines
import Testing
import Warehouse

/// A small retailer on a real store in a folder of its own: two shops, a head office, and a shop in Paris.
///
/// Everything goes over the desk, as from outside. Times are given in hours of the first day, Chicago time.
final class Shop: Sendable {
    let office: BackOffice
    let place: TemporaryPlace
    /// Where it lies when it is not in a database.
    var folder: URL { URL(fileURLWithPath: place.data) }
    private let lastKey = Mutex(0)
    private let lastReceipt = Mutex<Int64>(0)

    static let day = Day(year: 2026, month: 3, day: 4)!
    static let chicago = SiteTime(zone: "America/Chicago")!

    /// - Parameters:
    ///   - isEmpty: true for a store with nothing but its first actors.
    ///   - place: where it is; a place of the test's engine when it is nil.
    ///   - wrap: puts an engine around the place's own.
    init(
        isEmpty: Bool = false, method: ValuationMethod = .average, at place: TemporaryPlace? = nil,
        wrap: (any Engine) -> any Engine = { $0 }
    ) async throws {
        self.place = try place ?? TemporaryPlace()
        office = try BackOffice.open(DataPlace(self.place.data), clock: StoppedClock(at: Shop.at(12)), wrap: wrap)
        try await office.settle()
        guard !isEmpty else { return }
        try await perform(RegisterCompany(code: "ACME", name: "Acme", currency: .usd))
        for (code, kind, zone) in [
            ("HQ", SiteKind.headOffice, "America/Chicago"), ("S1", .store, "America/Chicago"),
            ("S2", .store, "America/Chicago"), ("P1", .store, "Europe/Paris"),
        ] {
            try await perform(OpenSite(company: "ACME", code: Code(code), name: code, kind: kind, zone: zone))
        }
        let start = Day(year: 2020, month: 1, day: 1)!
        try await perform(
            SetJurisdiction(
                code: "IL", name: "Illinois", kind: .salesTax, rounding: .line,
                rates: [.init(taxClass: "general", validFrom: start, millionths: 82_500)]))
        try await perform(
            SetJurisdiction(
                code: "FR", name: "France", kind: .outputVAT, rounding: .receipt,
                rates: [.init(taxClass: "general", validFrom: start, millionths: 210_000)]))
        try await perform(AssignJurisdictions(site: "S1", jurisdictions: ["IL"]))
        try await perform(AssignJurisdictions(site: "S2", jurisdictions: ["IL"]))
        try await perform(AssignJurisdictions(site: "P1", jurisdictions: ["FR"]))
        try await perform(ListDepartments(departments: [.init(code: "D", name: "Goods")]))
        try await perform(ListSuppliers(suppliers: [.init(code: "V", name: "Vendor")]))
        try await perform(ChooseValuation(company: "ACME", method: method))
        try await perform(
            ListProducts(products: [
                product("GOODS"), product("OTHER"), product("SERVICE", kind: .service, isStocked: false),
                product("FUEL", kind: .fuel), product("CARD", kind: .giftCard, isStocked: false, taxClass: "none"),
                product("DEPOSIT", kind: .deposit, isStocked: false, taxClass: "none"),
            ]))
    }

    deinit { try? office.store.close() }

    func product(
        _ code: String, kind: ProductKind = .goods, isStocked: Bool = true, taxClass: String = "general",
        department: String = "D", packs: [ListProducts.Pack] = []
    ) -> ListProducts.Product {
        ListProducts.Product(
            code: Code(code), name: code, department: Code(department), kind: kind, isStocked: isStocked, unit: .piece,
            taxClass: taxClass, packs: packs)
    }

    /// An instant by the wall clock of Chicago, hours after the beginning of the first day.
    static func at(_ hour: Double) -> Instant {
        chicago.instant(at: WallTime(day)).adding(seconds: Int64(hour * 3_600))
    }

    // MARK: Doing

    @discardableResult
    func perform<C: Command>(
        _ command: C, as actor: ID<Actor> = FirstActors.owner, key: String? = nil
    ) async throws -> C.Answer {
        do {
            return try await office.perform(command, as: actor, key: key ?? nextKey())
        } catch let refusal as any Refusal {
            expectPlace(of: refusal, in: C.self)
            throw (refusal as? PlacedRefusal)?.refusal ?? refusal
        }
    }

    /// A refusal of a command, which is thrown on without its place, says to which field it belongs, and that field is there.
    ///
    /// What a person gives for another command is a text of its own, whose fields that command has.
    private func expectPlace<C: Command>(of refusal: any Refusal, in _: C.Type) {
        let place: Place? =
            switch refusal {
            case let placed as PlacedRefusal: placed.place
            case CommandRefusal.malformed(_, let misfit): misfit.place
            default: nil
            }
        guard let place else {
            #expect(
                refusal is CommandRefusal || refusal.code == "sales.no-company", "\(refusal) of \(C.name) has no place")
            return
        }
        let within = C.self == SettleMatter.self && place.parts.first == .member("fields") ? 1 : place.parts.count
        #expect(C.shape.outline[Place(Array(place.parts.prefix(within)))] != nil, "\(C.name) has no field \(place)")
    }

    func nextKey() -> String {
        lastKey.withLock { last in
            last += 1
            return "key \(last)"
        }
    }

    func nextReceipt() -> Int64 {
        lastReceipt.withLock { last in
            last += 1
            return last
        }
    }

    /// A receipt with the next number of till 1, paid in cash with what is due unless tenders are given.
    @discardableResult
    func sell(
        _ lines: [SaleLine], at site: String = "S1", till: Int64 = 1, number: Int64? = nil, hour: Double = 12,
        basketDiscount: Int64? = nil, _ tenders: [SaleTender]
    ) async throws -> (number: Int64, answer: CompleteSale.Answer) {
        let number = number ?? nextReceipt()
        let answer = try await perform(
            CompleteSale(
                site: Code(site), till: till, number: ReceiptNumber(number), occurredAt: Shop.at(hour), lines: lines,
                basketDiscount: basketDiscount.map { MinorUnits($0) }, tenders: tenders))
        return (number, answer)
    }

    @discardableResult
    func void(_ number: Int64, at site: String = "S1", hour: Double = 13) async throws -> VoidReceipt.Answer {
        try await perform(
            VoidReceipt(
                site: Code(site), till: 1, number: ReceiptNumber(number), occurredAt: Shop.at(hour), reason: "mistake"))
    }

    @discardableResult
    func receive(
        _ product: String = "GOODS", _ units: Int64, value: Int64, at site: String = "S1", hour: Double = 8,
        origin: GoodsReceived.Origin = .supplier
    ) async throws -> ID<StockDocument> {
        try await perform(
            ReceiveGoods(
                site: Code(site), origin: origin, supplier: "V", occurredAt: Shop.at(hour),
                lines: [.init(product: Code(product), quantity: Thousandths(units * 1_000), value: MinorUnits(value))])
        ).document
    }

    func ship(_ units: Int64, _ product: String = "GOODS", hour: Double = 10) async throws -> ID<StockDocument> {
        try await perform(
            ShipTransfer(
                site: "S1", destination: "S2", occurredAt: Shop.at(hour),
                lines: [.init(product: Code(product), quantity: Thousandths(units * 1_000))])
        ).document
    }

    func arrive(_ transfer: ID<StockDocument>, units: Int64? = nil, hour: Double = 11) async throws {
        try await perform(
            ReceiveTransfer(
                transfer: transfer, occurredAt: Shop.at(hour),
                differences: units.map { [.init(line: 1, quantity: Thousandths($0 * 1_000))] }))
    }

    @discardableResult
    func count(_ product: String = "GOODS", _ units: Int64, hour: Double = 14) async throws -> [Int64] {
        try await perform(
            CountStock(
                site: "S1", occurredAt: Shop.at(hour),
                lines: [.init(product: Code(product), counted: Thousandths(units * 1_000))])
        ).differences.map(\.count)
    }

    /// A key of the API that stands for an actor.
    func apiKey(of actor: String = "owner") async throws -> String {
        let secret = APIKeySecret.fresh()
        try await perform(IssueAPIKey(actor: Code(actor), sha256: secret.sha256))
        return secret.text
    }

    // MARK: Looking

    func read<Value: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> Value) async throws -> Value {
        try await office.store.read(body)
    }

    func entries() async throws -> [AccountingReading.JournalEntry] {
        try await read { snapshot in
            var entries: [AccountingReading.JournalEntry] = []
            try AccountingReading.eachEntry(snapshot) { entries.append($0) }
            return entries
        }
    }

    func accountNames() async throws -> [ID<Account>: String] {
        try await read { snapshot in
            Dictionary(uniqueKeysWithValues: try AccountingReading.accounts(snapshot).map { ($0.id, $0.name) })
        }
    }

    /// What `action` posted, by account name, debit positive.
    ///
    /// - Parameter kinds: the kinds of entry to look at; all when nil.
    func posted(_ kinds: Set<String>? = nil, _ action: () async throws -> Void) async throws -> [String: Int64] {
        let before = try await entries().last?.id ?? ID(0)
        try await action()
        let names = try await accountNames()
        var sums: [String: Int64] = [:]
        for entry in try await entries() where entry.id > before && (kinds?.contains(entry.kind) ?? true) {
            for line in entry.lines { sums[names[line.account] ?? "?", default: 0] += line.amount }
        }
        return sums.filter { $0.value != 0 }
    }

    func stock(_ product: String = "GOODS", at site: String = "S1") async throws -> (quantity: Int64, value: Int64) {
        try await read { snapshot in
            guard let site = try OrganisationReading.site(code: site, snapshot),
                let product = try CatalogueReading.product(product, snapshot)
            else { return (0, 0) }
            let line = try WarehouseReading.stock(at: site.id, on: Day(number: 1_000_000), snapshot)
                .first { $0.product == product.id }
            return (line?.quantity ?? 0, line?.value ?? 0)
        }
    }

    func inbox() async throws -> [MatterRecord] {
        try await read { try AutomationReading.inbox($0) }
    }

    func proofs() async throws -> [ProofRecord] { try await read { try Proofs.all($0) } }

    /// Every proof of the books holds, and every request that is kept is as it was sealed.
    func expectProofs(_ location: SourceLocation = #_sourceLocation) async throws {
        for proof in try await proofs() {
            #expect(proof.holds, "\(proof.name): \(proof.difference)", sourceLocation: location)
        }
        let altered = try await read { try CommandLog.firstAltered($0) }
        #expect(altered == nil, "\(altered?.command ?? "")", sourceLocation: location)
    }
}

extension MatterRecord {
    /// Its kind and what it is about.
    var name: String { "\(kind) \(subject)" }
}

func line(
    _ product: String, _ units: Int64 = 1, _ list: Int64?, discounts: [SaleDiscount]? = nil, tax: Int64? = nil,
    reference: String? = nil
) -> SaleLine {
    SaleLine(
        product: Code(product), quantity: Thousandths(units * 1_000), list: list.map { MinorUnits($0) },
        discounts: discounts, tax: tax.map { MinorUnits($0) }, reference: reference)
}

/// Goods that come back with the receipt of till 1 they were sold on.
func back(
    _ product: String, _ units: Int64 = 1, from number: Int64?, line: Int64 = 1, list: Int64? = nil,
    to disposition: Disposition = .stock
) -> SaleLine {
    SaleLine(
        product: Code(product), quantity: Thousandths(-units * 1_000), list: list.map { MinorUnits($0) },
        returned: ReturnedArticle(
            till: 1, number: number.map { ReceiptNumber($0) }, line: line, disposition: disposition))
}

func cash(_ amount: Int64) -> SaleTender { SaleTender(kind: .cash, amount: MinorUnits(amount)) }
func card(_ amount: Int64) -> SaleTender { SaleTender(kind: .card, amount: MinorUnits(amount)) }
