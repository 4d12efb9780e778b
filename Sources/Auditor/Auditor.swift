// SPDX-License-Identifier: Apache-2.0

import Kernel

/// A bookkeeper who hears every message that the back office was sent, and keeps books of their own.
///
/// It shares no code with the systems but the kernel's values and the words of the facts. It remembers everything, and
/// where a late message changes what was, it works through the whole history of the product again. After each day its
/// ``figures(through:)`` must be those of the back office, to the cent and the unit.
///
/// ```swift
/// var auditor = Auditor()
/// let stands = auditor.hear(.delivery(delivery), key: "delivery/1")
/// ```
package struct Auditor: Sendable {
    var ledger = Ledger()
    var lots: [LotName: Lot] = [:]
    var transfers: [String: Transfer] = [:]
    /// The document of each delivery by the key it was sent under.
    var deliveries: [String: Delivery] = [:]

    var receipts: [AuditReceiptName: Receipt] = [:]
    /// Voids of receipts that nobody told of yet.
    var earlyVoids: [AuditReceiptName: AuditVoid] = [:]
    /// Receipts and voids that stand.
    var receiptCount: Int64 = 0
    var sessions: [TillName: [Session]] = [:]
    /// What was taken while a till was not open, and not counted since.
    var looseCash: [TillName: Int64] = [:]
    var inbox: Set<Matter> = []
    var taxOwed: [TaxPlace: Int64] = [:]
    /// What is on each gift card, store credit and bottle slip that was named.
    var vouchers: [VoucherName: Int64] = [:]

    var sites: [String: AuditSite] = [:]
    private var zones: [String: SiteTime] = [:]
    var authorities: [AuditAuthority] = []
    /// By every name that a till may use, with the units that it stands for.
    var products: [String: (product: AuditProduct, units: Int64)] = [:]
    var tillTolerance: Int64 = 500

    private var heard: [String: AuditMessage] = [:]
    private(set) var documents = 0

    package init() {}

    /// Hears a message; one whose key was heard before changes nothing, and must be refused when it says something else.
    ///
    /// - Returns: false when the back office must refuse it.
    package mutating func hear(_ message: AuditMessage, key: String) -> Bool {
        if let earlier = heard[key] { return earlier == message }
        guard take(message, key: key) else { return false }
        heard[key] = message
        return true
    }

    private mutating func take(_ message: AuditMessage, key: String) -> Bool {
        switch message {
        case .site(let site):
            sites[site.code] = site
            zones[site.code] = SiteTime(zone: site.zone)
        case .authority(let authority): authorities.append(authority)
        case .product(let product):
            for (name, units) in product.names { products[name] = (product, units) }
        case .tillTolerance(let tolerance): tillTolerance = tolerance
        case .booksClosed(let closing): ledger.closedThrough = closing.through
        case .sale(let sale): sell(sale)
        case .void(let void): undo(void)
        case .sessionOpened(let opening): open(opening)
        case .sessionClosed(let closing): close(closing)
        case .cashMoved(let moved): move(moved)
        case .delivery(let delivery): return receive(delivery, key: key)
        case .costCorrected(let correction): return correct(correction)
        case .shipment(let shipment): ship(shipment, key: key)
        case .arrival(let arrival): return receive(arrival)
        case .adjustment(let adjustment): adjust(adjustment)
        case .count(let count): self.count(count)
        }
        return true
    }

    /// The next document, in the order of hearing.
    mutating func document(at instant: Instant, site: String) -> StockDocumentNote {
        documents += 1
        return StockDocumentNote(number: documents, day: day(at: instant, site: site), at: instant)
    }

    /// The site that a code means; the head office stands for one that nobody knows.
    func place(_ code: String) -> String {
        if sites[code] != nil { return code }
        return sites.values.filter(\.isHeadOffice).map(\.code).min() ?? sites.keys.min() ?? code
    }

    func day(at instant: Instant, site: String) -> Day {
        guard let time = zones[site] else { preconditionFailure("the auditor knows the zone of \(site)") }
        return time.businessDay(at: instant)
    }
}

/// What stands in the inbox: its kind, and what it is about.
struct Matter: Hashable, Sendable {
    let kind: String
    let subject: String
}

/// What one authority is owed at one site.
struct TaxPlace: Hashable, Sendable {
    let site: String
    let authority: String
}
