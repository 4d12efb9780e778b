// SPDX-License-Identifier: Apache-2.0

import Catalogue
import CommerceFacts
import Kernel
import Organisation
import Store

extension CompleteSale {
    /// What would keep the next receipt from being doubted like this one: the site opened, the products listed.
    func remedies(of fact: SaleCompleted, _ tx: Transaction) throws -> [MatterProposal] {
        var remedies: [MatterProposal] = []
        let unknown = zip(lines, fact.lines).filter { $1.product == nil }.map(\.0.product)
        if let listing = MatterProposal.listing(unknown) { remedies.append(listing) }
        if try OrganisationReading.site(code: site.text, tx) == nil {
            remedies.append(try SalePlace.openSite(site, of: fact.company, tx))
        }
        return remedies
    }
}

extension MatterProposal {
    /// The proposal to list products that were named and are not listed; nil when there are none.
    fileprivate static func listing(_ names: [Code<Product>]) -> MatterProposal? {
        guard !names.isEmpty else { return nil }
        let named = names.reduce(into: [Code<Product>]()) { if !$0.contains($1) { $0.append($1) } }
        return MatterProposal(
            "List \(named.map(\.text).joined(separator: ", "))", ListProducts.self,
            knowing: [.elements(\.products, named.map(properties))])
    }

    /// An article number is a pack of the product; any other name is its code.
    private static func properties(of name: Code<Product>) -> [Known<ListProducts.Product>] {
        guard (try? GTIN(name.text)) != nil else { return [.member(\.code, name)] }
        return [.member(\.packs, [ListProducts.Pack(gtin: name.text, units: 1)])]
    }
}
