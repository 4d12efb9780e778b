// SPDX-License-Identifier: Apache-2.0

package import Store

/// Companies, sites, the fiscal calendar, policy, and which systems a company does without.
package enum OrganisationSystem {
    package static let system = System(
        "Organisation", isIndispensable: true,
        migrations: [.create(OrganisationTables.first)],
        commands: [.of(RegisterCompany.self), .of(OpenSite.self), .of(SetPolicy.self), .of(SwitchSystem.self)],
        permissions: [
            Permission("organisation.write", "Register companies, open sites and decide their policies.")
        ],
        night: [.bringSystemsBack],
        reports: [.sites, .measures])
}
