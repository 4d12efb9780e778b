// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation

/// A store has a machine that takes bottles.
struct MachinePlaced: CompanyFact, Shaped, Equatable {
    static let name = "MachinePlaced"

    let company: ID<Company>
    let site: ID<Site>
    let number: Int64

    static let shape = Shape<MachinePlaced>(
        Field("company", \.company, "Whose books it is in."), Field("site", \.site, "The store."),
        Field("number", \.number, "The machine's number.", in: 1...99_999), make: MachinePlaced.init)
}

/// A slip is owed from now on, or no more.
struct SlipChanged: CompanyFact, Shaped, Equatable {
    static let name = "SlipChanged"

    let company: ID<Company>
    let site: ID<Site>
    let slip: Int64
    let day: Day
    let currency: Currency
    let amount: MinorUnits

    static let shape = Shape<SlipChanged>(
        Field("company", \.company, "Whose books it is in."),
        Field("site", \.site, "Where it was printed."),
        Field("slip", \.slip, "The slip's number.", in: 1...999_999_999),
        Field("day", \.day, "The business day."),
        Field("currency", \.currency, "The currency of the amount."),
        Field("amount", \.amount, "Positive when it was printed, negative when it expired.", in: MinorUnits.accepted),
        make: SlipChanged.init)
}

extension SlipChanged {
    init(_ slip: Int64, at site: SiteRecord, on day: Day, _ amount: Int64) {
        self.init(
            company: site.company, site: site.id, slip: slip, day: day, currency: site.currency,
            amount: MinorUnits(amount))
    }
}
