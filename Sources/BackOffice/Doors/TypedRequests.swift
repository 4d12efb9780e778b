// SPDX-License-Identifier: Apache-2.0

package import Kernel
import Organisation
package import Store

extension BackOffice {
    /// The JSON of a request as a person typed it: amounts in the decimals of their currency.
    ///
    /// - Throws: `CommandRefusal.malformed` when something was typed that is not of its kind.
    package func json(of typed: Typed, for command: AnyCommand) async throws -> [UInt8] {
        let currency = try await currency(of: typed)
        do {
            return try Typing(currency: currency, now: store.clock.now).json(of: typed, as: command.outline)
        } catch let misfit as Misfit {
            throw CommandRefusal.malformed(command: command.name, misfit)
        }
    }

    /// The currency of the site or company that a request names; of all companies, when they have one.
    private func currency(of typed: Typed) async throws -> Currency? {
        let (site, company) = (typed.named("site"), typed.named("company"))
        return try await store.read { snapshot in
            if let site, let known = try OrganisationReading.site(code: site, snapshot) { return known.currency }
            let companies = try OrganisationReading.companies(snapshot)
            if let company, let known = companies.first(where: { $0.code == company }) { return known.currency }
            let currencies = Set(companies.map(\.currency))
            return currencies.count == 1 ? currencies.first : nil
        }
    }
}

extension Typed {
    /// The text of a member, here or in the first element of a list.
    fileprivate func named(_ name: String) -> String? {
        guard case .object(let members) = self else { return nil }
        for member in members where member.name == name {
            switch member.value {
            case .text(let text): return text
            case .written(let json):
                var reader = JSONReader(json)
                return try? reader.string()
            default: return nil
            }
        }
        return members.lazy.compactMap { member -> String? in
            guard case .list(let elements) = member.value else { return nil }
            return elements.first?.named(name)
        }.first
    }
}
