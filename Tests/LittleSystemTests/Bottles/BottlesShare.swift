// SPDX-License-Identifier: Apache-2.0

import Auditor
import Kernel
import Organisation
import Simulator
import Store
import Trials

/// A simulated retailer's bottles, and a second count of them.
struct BottlesShare: SimulationShare {
    private var slips: [(slip: PrintSlip, day: Day)] = []
    private let age: Int64 = 2

    mutating func orders(on day: Day, in chain: SampleChain, seed: Seed) -> [SimulationOrder] {
        var seed = seed
        let sites = chain.sites.filter { $0.kind == .store }.map { Code<Site>(stringLiteral: $0.code.text) }
        guard let zone = SiteTime(zone: chain.company.zone) else { return [] }
        let noon = zone.instant(at: WallTime(day)).adding(seconds: 43_200)
        var orders: [SimulationOrder] = []
        func tell(_ command: some Command, _ key: String) {
            orders.append(SimulationOrder(command, key: "bottles/\(key)", at: noon))
        }
        if day == chain.firstDay {
            tell(SetPolicy(company: "HARBOUR", policy: Policy.slipAge.name, value: age), "policy")
            for site in sites { tell(PlaceMachine(site: site, number: 1), site.text) }
        }
        for number in 0..<seed.integer(in: 5...30) {
            // Machine 2 is one that nobody placed.
            let slip = PrintSlip(
                site: seed.choice(of: sites), machine: seed.integer(in: 1...2), slip: day.number * 100 + number,
                amount: MinorUnits(seed.integer(in: 1...400)), occurredAt: noon)
            tell(slip, "\(slip.slip)")
            slips.append((slip, day))
        }
        return orders
    }

    func expected(through day: Day) -> [AuditFigure: Int64] {
        let strangers = Set(slips.map(\.slip).filter { $0.machine == 2 }.map(\.site))
        var figures: [AuditFigure: Int64] = [AuditFigure(.inbox, "bottle-machine-unknown"): Int64(strangers.count)]
        for (slip, printed) in slips {
            let (site, amount, end) = (slip.site.text, slip.amount.count, printed.advanced(by: Int(age) + 1))
            figures.post("claims", amount, at: site, on: printed, through: day)
            figures.post("slips", -amount, at: site, on: printed, through: day)
            figures[AuditFigure(.other, site: site, "slips owed"), default: 0] += end > day ? 1 : 0
            guard end <= day else { continue }
            figures.post("slips", amount, at: site, on: end, through: day)
            figures.post("expired", -amount, at: site, on: end, through: day)
        }
        return figures.filter { $0.value != 0 }
    }

    func found(through day: Day, _ snapshot: Snapshot) throws -> [AuditFigure: Int64] {
        let places = try BottlesStore.owed(snapshot).map { AuditFigure(.other, site: $0.site.code, "slips owed") }
        return Dictionary(places.map { ($0, 1) }, uniquingKeysWith: +)
    }
}
