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

    static func owed(_ snapshot: Snapshot) throws -> [OwedSlip] {
        let sites = try OrganisationReading.sitesByKey(snapshot)
        return try snapshot.rows("select site_id, slip, day, owed from bottles_slip where owed > 0 order by day, slip")
        {
            guard let site = sites[$0.id(0)] else { throw StoreFault.corrupt("a slip is of no site") }
            return OwedSlip(site: site, slip: $0.integer(1), day: $0.day(2), owed: $0.integer(3))
        }
    }

    static func owed(in books: Books, _ snapshot: Snapshot) throws -> [ID<Site>: Int64] {
        try owed(snapshot).filter { $0.site.company == books.company }
            .reduce(into: [:]) { $0[$1.site.id, default: 0] += $1.owed }
    }
}

struct OwedSlip {
    let site: SiteRecord
    let slip: Int64
    let day: Day
    let owed: Int64
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
                [.text($0.site.code), .integer($0.slip), .text("\($0.day)"), .money($0.owed, $0.site.currency)]
            })
    }
}

extension NightStep {
    static let expireSlips = NightStep("expire-bottle-slips", "Let old bottle slips expire") { night in
        let old = try await night.read { snapshot in
            try BottlesStore.owed(snapshot).filter { slip in
                let age = try OrganisationReading.policy(.slipAge, of: slip.site.company, snapshot)
                return try night.concerns(slip.site.company, snapshot) && night.day.number - slip.day.number > age
            }
        }
        for slip in old { try await night.tell(SlipChanged(slip.slip, at: slip.site, on: night.day, -slip.owed)) }
        return .alone("\(old.count) bottle slips expired")
    }
}
