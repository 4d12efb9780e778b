// SPDX-License-Identifier: Apache-2.0

import Imports
import Kernel
import Organisation
package import Store

extension ImportKind {
    /// Sites with what they charge tax for, which is why they are not Organisation's.
    package static let sites = ImportKind(
        ImportForm(
            "sites",
            [
                .must(.code, "MAIN"), .must(.name, "Main Street"), .must(.zone, "Europe/London"), .may(.kind, "store"),
                .may(.company, "SHOP"), .may(.taxes, "GB"), .may(.dayStart, "04:00"), .may(.priceZone, "city"),
                .may(.address, "1 Main Street"),
            ], identity: [.code], hasManyRows: false, isWish: true)
    ) { rows, reference in
        try ImportOrder.site(rows[0], reference)
    }
}

extension ImportColumn {
    static let zone = ImportColumn("zone", otherTitles: ["timezone"])
    static let company = ImportColumn("company")
    static let taxes = ImportColumn("taxes")
    static let dayStart = ImportColumn("day_start")
    static let priceZone = ImportColumn("price_zone")
    static let address = ImportColumn("address")
}

extension ImportOrder {
    fileprivate static func site(_ row: ImportRow, _ reference: ImportReference) throws -> ImportOrder {
        guard let only = reference.companies.first else { throw RowFault(ImportReference.noCompany) }
        let company = try row.text(.company)
        guard company != nil || reference.companies.count == 1 else {
            throw RowFault("company: there are several; every row needs one")
        }
        let site = OpenSite(
            company: Code(company ?? only.code), code: try Code(row.required(.code)), name: try row.required(.name),
            kind: try row.choice(.kind, SiteKind.store), zone: try row.required(.zone),
            dayStartsAtMinute: try dayStart(row), priceZone: try row.text(.priceZone), address: try row.text(.address))
        let taxes = try row.text(.taxes).map {
            AssignJurisdictions(site: site.code, jurisdictions: ImportRow.words($0).map { Code($0) })
        }
        return ImportOrder(identity: site.code.text) { tx, desk in
            let known = try OrganisationReading.site(code: site.code.text, tx)
            if let known, !site.isOpen(as: known) { throw ImportRefusal.siteDiffers(site.code.text) }
            if known == nil { _ = try desk.submit(site, key: "import/\(reference.run)/site/\(site.code)", tx) }
            guard let taxes, try !taxes.isAssigned(tx) else { return known == nil }
            _ = try desk.submit(taxes, key: "import/\(reference.run)/taxes/\(site.code)", tx)
            return true
        }
    }

    private static func dayStart(_ row: ImportRow) throws(RowFault) -> Int? {
        guard let text = try row.text(.dayStart) else { return nil }
        var moment = FileMoment(day: Day(number: 0))
        guard moment.add(clock: text[...]), let seconds = moment.seconds, moment.offset == nil else {
            throw RowFault(.dayStart, expected: "a time of day such as 04:00", found: text)
        }
        return Int(seconds / 60)
    }
}
