// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A company keeps books from now on.
package struct CompanyRegistered: Fact, Codable, Equatable {
    package static let name = "CompanyRegistered"

    package let company: ID<Company>
    package let currency: Currency

    package init(company: ID<Company>, currency: Currency) {
        self.company = company
        self.currency = currency
    }
}

/// A store, a warehouse or a head office belongs to a company from now on.
package struct SiteOpened: Fact, Codable, Equatable {
    package static let name = "SiteOpened"

    package let site: ID<Site>
    package let company: ID<Company>
    package let code: String

    package init(site: ID<Site>, company: ID<Company>, code: String) {
        self.site = site
        self.company = company
        self.code = code
    }
}

/// A company's policy says something else from now on.
package struct PolicyChanged: Fact, Codable, Equatable {
    package static let name = "PolicyChanged"

    package let company: ID<Company>
    package let policy: String
    package let value: Int64

    package init(company: ID<Company>, policy: String, value: Int64) {
        self.company = company
        self.policy = policy
        self.value = value
    }
}
