// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A receipt that is about to be written, for whoever will answer its fact and can look ahead. No fact: it is never
/// stored, and nothing may depend on it.
public struct SaleExpected: Sendable {
    public let company: ID<Company>
    public let site: ID<Site>
    /// Stocked products that are known to be sold or to come back.
    public let goods: [ID<Product>]

    public init(company: ID<Company>, site: ID<Site>, goods: [ID<Product>]) {
        self.company = company
        self.site = site
        self.goods = goods
    }
}
