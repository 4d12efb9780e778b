// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A receipt that is about to be written, for whoever will answer its fact and can look ahead. No fact: it is never
/// stored, and nothing may depend on it.
package struct SaleExpected: Sendable {
    package let company: ID<Company>
    package let site: ID<Site>
    /// Stocked products that are known to be sold or to come back.
    package let goods: [ID<Product>]

    package init(company: ID<Company>, site: ID<Site>, goods: [ID<Product>]) {
        self.company = company
        self.site = site
        self.goods = goods
    }
}
