// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// Whose figures a proof or a measure is of: a company, its currency and its sites.
public struct Books: Sendable {
    public let company: ID<Company>
    public let currency: Currency
    public let sites: Set<ID<Site>>

    public init(of company: ID<Company>, _ currency: Currency, sites: Set<ID<Site>>) {
        self.company = company
        self.currency = currency
        self.sites = sites
    }
}
