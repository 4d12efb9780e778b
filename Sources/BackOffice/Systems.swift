// SPDX-License-Identifier: Apache-2.0

import Access
package import Accounting
import Automation
import Catalogue
import Kernel
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

    /// The one desk that every command goes over.
    package static let desk = CommandDesk { actor, permission, place, snapshot in
        try AccessReading.allows(actor, permission, at: place, snapshot)
    } companyOf: { company, site, snapshot in
        if let company { return try OrganisationReading.company(code: company.text, snapshot)?.id }
        return try site.flatMap { try OrganisationReading.scene(code: $0.text, snapshot)?.site.company }
    } tellOfStrays: { strays, tx in
        try StrayMembers(strays).ask(tx)
    }
}
