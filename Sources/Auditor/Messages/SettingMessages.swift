// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel

/// A site, with the authorities that tax what it sells in the order in which they were made known.
package struct AuditSite: Hashable, Sendable {
    package let code: String
    package let zone: String
    package let isHeadOffice: Bool
    package let authorities: [String]

    package init(code: String, zone: String, isHeadOffice: Bool, authorities: [String]) {
        self.code = code
        self.zone = zone
        self.isHeadOffice = isHeadOffice
        self.authorities = authorities
    }
}

/// A tax authority whose sales tax is added to prices and rounded over a receipt.
package struct AuditAuthority: Hashable, Sendable {
    package struct Rate: Hashable, Sendable {
        package let taxClass: String
        package let validFrom: Day
        package let millionths: Int64

        package init(taxClass: String, validFrom: Day, millionths: Int64) {
            self.taxClass = taxClass
            self.validFrom = validFrom
            self.millionths = millionths
        }
    }

    package let code: String
    package let rates: [Rate]

    package init(code: String, rates: [Rate]) {
        self.code = code
        self.rates = rates
    }
}

/// A product with every text that a till may know it by, and the units that each stands for.
package struct AuditProduct: Hashable, Sendable {
    package let code: String
    package let names: [String: Int64]
    package let kind: ProductKind
    package let isStocked: Bool
    package let taxClass: String

    package init(code: String, names: [String: Int64], kind: ProductKind, isStocked: Bool, taxClass: String) {
        self.code = code
        self.names = names
        self.kind = kind
        self.isStocked = isStocked
        self.taxClass = taxClass
    }
}

/// The books are closed through a day: what belongs to it posts on the first open day.
package struct AuditClosing: Hashable, Sendable {
    package let through: Day

    package init(through: Day) { self.through = through }
}
