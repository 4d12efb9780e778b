// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
import Kernel

/// Why Taxes said no.
package enum TaxesRefusal: Refusal, Equatable {
    case impossibleRate(Int64)
    case noSuchJurisdiction(String)
    case noSuchSite(String)
    case mixedKinds(site: String)
    case kindSettled(String, TaxKind)

    package var code: String {
        switch self {
        case .impossibleRate: "taxes.impossible-rate"
        case .noSuchJurisdiction: "taxes.no-such-jurisdiction"
        case .noSuchSite: "taxes.no-such-site"
        case .mixedKinds: "taxes.mixed-kinds"
        case .kindSettled: "taxes.kind-settled"
        }
    }

    package var sentence: String {
        switch self {
        case .impossibleRate(let rate):
            "A rate lies between 0 and 10,000,000 millionths; \(rate) does not. 8.25% is 82500."
        case .noSuchJurisdiction(let code): "There is no jurisdiction \(code). Set it first."
        case .noSuchSite(let code): "There is no site \(code). Open it first."
        case .mixedKinds(let site):
            "Site \(site) would have prices with and without tax at once: value added tax cannot stand beside sales tax."
        case .kindSettled(let code, let kind):
            "The jurisdiction \(code) charges \(kind.rawValue) and goes on doing so. Set another one for another kind."
        }
    }

    package var field: String? {
        switch self {
        case .impossibleRate: "millionths"
        case .noSuchJurisdiction, .mixedKinds: "jurisdictions"
        case .noSuchSite: "site"
        case .kindSettled: "kind"
        }
    }
}
