// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Reports
import Store

enum BottlesStore {
    static func onSlipChanged(_ changed: SlipChanged, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into bottles_slip (site_id, slip, day, owed)
            values (\(changed.site), \(changed.slip), \(changed.day), \(changed.amount))
                on conflict (site_id, slip) do update set owed = bottles_slip.owed + excluded.owed
            """)
    }

    static func isPlaced(_ number: Int64, at site: ID<Site>, _ snapshot: Snapshot) throws -> Bool {
        try snapshot.exists("select 1 from bottles_machine where site_id = \(site) and number = \(number)")
    }

    static func owed(_ snapshot: Snapshot) throws -> [(site: SiteRecord, slip: OwedSlip)] {
        let sites = try OrganisationReading.sitesByKey(snapshot)
        return try snapshot.rows(OwedSlip.columns, "from bottles_slip where owed > 0 order by day, site_id, slip")
            .compactMap { slip in sites[slip.site].map { ($0, slip) } }
    }

    static func owed(in books: Books, _ snapshot: Snapshot) throws -> [ID<Site>: Int64] {
        try owed(snapshot).filter { $0.site.company == books.company }
            .reduce(into: [:]) { $0[$1.site.id, default: 0] += $1.slip.owed }
    }
}

struct OwedSlip {
    let site: ID<Site>
    let number: Int64
    let day: Day
    let owed: Int64

    static let columns = Columns<OwedSlip>(
        Column("site_id", \.site), Column("slip", \.number), Column("day", \.day), Column("owed", \.owed),
        make: OwedSlip.init)
}

extension Proof {
    static let slips = Proof("Bottle slips", of: ["slips"]) { books, snapshot in
        try BottlesStore.owed(in: books, snapshot).mapValues { -$0 }
    }
}

extension Measure {
    static let slipsOwed = Measure("bottle-slips-owed", "Bottle slips not spent yet", in: .minorUnits) {
        try BottlesStore.owed(in: $0, $2).values.reduce(0, +)
    }
}

extension ReportDeclaration {
    static let slips = ReportDeclaration("bottle-slips", "what is owed for bottle slips") { _, snapshot in
        Report(
            "Bottle slips", [.init("site"), .init("slip"), .init("day"), .init("owed", isNumber: true)],
            rows: try BottlesStore.owed(snapshot).map {
                [.text($0.code), .integer($1.number), .text("\($1.day)"), .money($1.owed, $0.currency)]
            })
    }
}

extension NightStep {
    static let expireSlips = NightStep("expire-bottle-slips", "Let old bottle slips expire") { night in
        let old = try await night.read { snapshot in
            try BottlesStore.owed(snapshot).filter { site, slip in
                let age = try OrganisationReading.policy(.slipAge, of: site.company, snapshot)
                return try night.concerns(site.company, snapshot) && night.day.number - slip.day.number > age
            }
        }
        for (site, slip) in old { try await night.tell(SlipChanged(slip.number, at: site, on: night.day, -slip.owed)) }
        return .alone("\(old.count) bottle slips expired")
    }
}
