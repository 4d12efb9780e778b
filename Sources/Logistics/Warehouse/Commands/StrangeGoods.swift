// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import ManagementFacts
import Organisation
import Store

/// What came or was counted under names that mean nothing here. It happened, so it is not refused: a person is asked,
/// with what would set it right.
struct StrangeGoods {
    /// The code of the site that was named.
    let code: Code<Site>
    /// That site, or what stands for it.
    let place: SiteRecord
    private let isKnown: Bool
    private var lines: [String] = []

    /// - Throws: `OrganisationRefusal.noSuchSite` before there is a company.
    init(at code: Code<Site>, _ tx: Transaction) throws {
        let scene = try tx.remembered(Self.sceneName, code) { try OrganisationReading.scene(code: code.text, tx) }
        guard let scene else { throw OrganisationRefusal.noSuchSite(code.text) }
        (self.code, place, isKnown) = (code, scene.site, scene.isKnown)
    }

    private static let sceneName: StaticString = "warehouse.scene"

    /// The site of a code, or what stands for it, when it was asked for before.
    static func remembered(_ code: Code<Site>, _ ahead: Foresight) -> SiteRecord? {
        ahead.remembered(sceneName, code, as: (site: SiteRecord, isKnown: Bool)?.self)??.site
    }

    /// The product of a line, if it can be moved here; else the line is noted.
    mutating func known(_ product: Code<Product>, _ quantity: Thousandths, _ tx: Transaction) throws -> ProductRecord? {
        let record = try WarehouseDesk.product(product, tx)
        if isKnown, let record, record.isStocked { return record }
        let amount = Quantity(thousandths: quantity.count, record?.unit ?? .piece)
        lines.append("\(product): \(amount)\(record.map { $0.isStocked ? "" : ", not stocked" } ?? ", not listed")")
        return nil
    }

    /// Asks about what was noted, if anything was.
    ///
    /// - Parameters:
    ///   - event: what happened: `count`, `delivery`.
    ///   - again: the command that tells of it once more, when the names mean something.
    func ask(
        about event: String, _ kind: MatterKind, at moment: Instant, again: MatterProposal, _ tx: Transaction
    ) throws {
        guard !lines.isEmpty else { return }
        let day = place.time.businessDay(at: moment)
        try tx.publish(
            MatterRaised(
                company: place.company, site: place.id, kind: kind, subject: "\(code)/\(moment)",
                reason: isKnown
                    ? "The \(event) at \(code) on \(day) names what is not stocked, in \(lines.count) of its lines; they were left out."
                    : "A \(event) on \(day) names the site \(code), which is not open; nothing of it was booked.",
                numbers: [.count("lines left out", lines.count)], evidence: lines, proposals: [again]))
    }
}
