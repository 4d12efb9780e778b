// SPDX-License-Identifier: Apache-2.0

package import Store

/// Companies, sites, the fiscal calendar and policy.
package enum OrganisationSystem {
    package static let system = System(
        "Organisation",
        migrations: [.create(OrganisationTables.first)],
        commands: [.of(RegisterCompany.self), .of(OpenSite.self), .of(SetPolicy.self)],
        permissions: [
            Permission("organisation.write", "Register companies, open sites and decide their policies.")
        ],
        reports: [.sites, .measures])
}
