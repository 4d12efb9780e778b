// SPDX-License-Identifier: Apache-2.0

package import Accounting
import ManagementFacts
package import Store

/// What a back office is made of: its systems, who answers whom, and what its books have accounts for.
package struct House: Sendable {
    package let systems: [System]
    package let wiring: Wiring
    package let chart: ChartOfAccounts
    /// Every command, by its name: one registry for the command line, the web and automation.
    package let commands: [String: AnyCommand]
    /// The names of the commands by the addresses where programs send them.
    package let addresses: [String: String]
    /// What people can ask for, in the order in which it is listed.
    package let reports: [ReportDeclaration]
    /// The kinds of files it takes over, in the order in which a retailer who begins needs them.
    package let imports: [ImportKind]
    /// What other programs can take over.
    package let exports: [ExportDeclaration]

    /// - Parameters:
    ///   - wiring: what the systems answer; that a new company gets the accounts of the chart is told besides.
    ///   - chart: the accounts of every role that a system posts to.
    package init(systems: [System], wiring: Wiring, chart: ChartOfAccounts) {
        self.systems = systems
        self.wiring = wiring.alsoTelling(
            wiring.tellings + [
                .besides(
                    CompanyRegistered.self, "Accounting adds the accounts that came later",
                    ChartUpkeep.besidesCompanyRegistered(chart))
            ])
        self.chart = chart
        commands = Dictionary(uniqueKeysWithValues: systems.flatMap(\.commands).map { ($0.name, $0) })
        addresses = Dictionary(uniqueKeysWithValues: commands.values.map { ($0.address, $0.name) })
        reports = House.reports.sorted(systems.flatMap(\.reports) + Reports.ofAll, by: \.name)
        imports = House.imports.sorted(systems.flatMap(\.imports), by: \.name)
        exports = systems.flatMap(\.exports)
        for reaction in wiring.reactions where !systems.contains(where: { $0.name == reaction.system }) {
            preconditionFailure("no system \(reaction.system) answers \(reaction.fact)")
        }
    }

    /// This one.
    package static let nightshift = House(systems: Systems.all, wiring: Systems.wiring, chart: Systems.chart)

    /// This one with systems more, as the next release may have them.
    package static func nightshift(
        with more: [System], answering reactions: [Reaction], posting roles: [AccountRole] = []
    ) -> House {
        House(
            systems: Systems.all + more, wiring: Systems.wiring.adding(reactions),
            chart: ChartOfAccounts(Systems.chart.roles + roles))
    }
}

extension House {
    /// The order of what systems declare, by names: some come first, some last, and what an order does not name comes
    /// between, in the order of the systems.
    package struct Order: Sendable {
        let first: [String]
        let last: [String]

        init(first: [String], last: [String] = []) {
            self.first = first
            self.last = last
        }

        package var names: [String] { first + last }

        func sorted<Declared>(_ declared: [Declared], by name: (Declared) -> String) -> [Declared] {
            func named(_ names: [String]) -> [Declared] {
                names.compactMap { place in declared.first { name($0) == place } }
            }
            let known = Set(names)
            return named(first) + declared.filter { !known.contains(name($0)) } + named(last)
        }
    }

    /// The steps of the night, read top to bottom.
    package static let night = Order(
        first: [
            "catch-up",
            "bring-systems-back",
            "find-open-tills",
            "find-late-transfers",
            "look-at-stock-below-zero",
            "look-at-suspense",
            "look-at-clearing-accounts",
        ],
        last: [
            "seal-the-log",
            "prove-the-books",
        ])

    /// The proofs of each company's books; before them come those of the ledger as a whole.
    package static let proofs = Order(
        first: [
            "Stock equals its account",
            "Goods on the way",
            "Goods received, not billed",
            "Cash in the drawers",
            "Card clearing",
            "Coupons to be paid by makers",
            "Tax charged on sales",
            "Gift cards",
            "Store credit",
            "Customer deposits",
            "Foreign cash",
            "Costs of goods still to be billed",
        ],
        last: ["Suspense is explained by the inbox"])

    /// First what is asked for most.
    package static let reports = Order(first: [
        "trial-balance", "profit-and-loss", "balance-sheet", "cash-flow", "journal", "receipt", "stock", "sales",
        "units-sold", "tenders",
        "taxes", "vouchers", "proofs", "night", "inbox", "measures", "audit", "sites", "products", "prices", "costs",
        "personal-data",
    ])

    /// A file comes after those that it names things of.
    package static let imports = Order(first: [
        "sites", "suppliers", "products", "prices", "opening-stock", "deliveries", "counts", "receipts", "returns",
    ])
}
