// SPDX-License-Identifier: Apache-2.0

import Access
package import Accounting
import Automation
import Catalogue
import Organisation
import Sales
package import Store
import Taxes
import Warehouse

/// Every system of the house, in the order in which their tables are made.
package enum Systems {
    package static let all: [System] = [
        OrganisationSystem.system,
        AccessSystem.system,
        TaxesSystem.system,
        AccountingSystem.system,
        CatalogueSystem.system,
        SalesSystem.system,
        WarehouseSystem.system,
        AutomationSystem.system,
    ]

    /// What the books have accounts for: the roles of every system that brings some.
    package static let chart = ChartOfAccounts(AccountingSystem.roles)

    /// Every command, by its name: one registry for the command line, the web and automation.
    package static let commands: [String: AnyCommand] = Dictionary(
        uniqueKeysWithValues: all.flatMap(\.commands).map { ($0.name, $0) })

    /// What other programs can take over.
    package static let exports = all.flatMap(\.exports)

    /// The one desk that every command goes over.
    package static let desk = CommandDesk { actor, permission, snapshot in
        try AccessReading.allows(actor, permission, snapshot)
    } tellOfStrays: { command, places, tx in
        try StrayMembers(command: command, places: places).ask(tx)
    }
}
