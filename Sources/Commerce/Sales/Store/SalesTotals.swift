// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Store

/// The sums that grow with every receipt.
extension SalesTables {
    /// The cash that should lie in a drawer, and its receipts.
    static let drawer = RunningTotal<DrawerKey, Takings>(
        "sales_drawer",
        keys: [
            TotalColumn("site_id", \.site), TotalColumn("till_id", \.till), TotalColumn("session_id", \.session),
            TotalColumn("currency", \.currency),
        ],
        amounts: [TotalColumn("cash", \.amount), TotalColumn("receipts", \.receipts)])
    /// What was taxed and charged, as stored with the receipts.
    static let taxes = RunningTotal<TaxDay, TaxSum>(
        "sales_tax_day",
        keys: [
            TotalColumn("jurisdiction_id", \.jurisdiction), TotalColumn("tax_class", \.bracket.taxClass),
            TotalColumn("tax_rate", \.bracket.rate), TotalColumn("site_id", \.site), TotalColumn("day", \.day),
            TotalColumn("currency", \.currency),
        ],
        amounts: [TotalColumn("base", \.base), TotalColumn("amount", \.amount)])
    /// What was taken in each kind of tender; `kind` is its place among all kinds.
    static let tenders = RunningTotal<TenderDay, Takings>(
        "sales_tender_total",
        keys: [
            TotalColumn("kind", \.kind.place), TotalColumn("site_id", \.site), TotalColumn("day", \.day),
            TotalColumn("currency", \.currency),
        ],
        amounts: [TotalColumn("amount", \.amount), TotalColumn("receipts", \.receipts)])
    /// The cash of other countries that lies at a site.
    static let foreign = RunningTotal<ForeignKey, ForeignSum>(
        "sales_foreign_cash",
        keys: [
            TotalColumn("site_id", \.site), TotalColumn("foreign_currency", \.foreign),
            TotalColumn("currency", \.currency),
        ],
        amounts: [TotalColumn("foreign_amount", \.amount), TotalColumn("amount", \.value)])
    /// What was sold in each hour of the wall clock, without tax.
    static let hours = RunningTotal<HourKey, Takings>(
        "sales_hour",
        keys: [
            TotalColumn("site_id", \.site), TotalColumn("day", \.day), TotalColumn("hour", \.hour),
            TotalColumn("currency", \.currency),
        ],
        amounts: [TotalColumn("net", \.amount), TotalColumn("receipts", \.receipts)])
}

struct DrawerKey {
    let site: ID<Site>
    let till: ID<Till>
    /// Zero while no session was open.
    let session: ID<TillSession>
    let currency: Currency
}

struct TaxDay {
    let jurisdiction: ID<Jurisdiction>
    let bracket: TaxBracket
    let site: ID<Site>
    let day: Day
    let currency: Currency
}

struct TenderDay {
    let kind: TenderKind
    let site: ID<Site>
    let day: Day
    let currency: Currency
}

struct ForeignKey {
    let site: ID<Site>
    let foreign: Currency
    /// Of the site.
    let currency: Currency
}

/// Cash of another country: in its minor units, and in the site's.
struct ForeignSum {
    let amount: Int64
    let value: Int64
}

struct HourKey {
    let site: ID<Site>
    let day: Day
    let hour: Int
    let currency: Currency
}

/// Minor units, and how many receipts brought them.
struct Takings {
    let amount: Int64
    let receipts: Int64
}

/// In minor units: what was taxed, and the tax.
struct TaxSum {
    let base: Int64
    let amount: Int64
}
