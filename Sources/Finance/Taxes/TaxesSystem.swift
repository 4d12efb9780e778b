// SPDX-License-Identifier: Apache-2.0

package import Store

/// Jurisdictions, rates and their rounding.
package enum TaxesSystem {
    package static let system = System(
        "Taxes",
        migrations: [
            .create(TaxesTables.first), TaxesTables.second, .create([TaxesTables.taxClass]), TaxesTables.classes,
        ],
        commands: [.of(SetJurisdiction.self), .of(AssignJurisdictions.self)],
        permissions: [
            Permission("taxes.write", "Say what is taxed where, and at which rates.", heldBy: [.accountant])
        ],
        imports: [.sites])
}
