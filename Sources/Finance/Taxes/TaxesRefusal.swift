// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
import Kernel

/// Why Taxes said no.
package enum TaxesRefusal: Refusal, Equatable {
    case noSuchJurisdiction(String)
    case mixedKinds(site: String)
    case kindSettled(String, TaxKind)

    package var code: String {
        switch self {
        case .noSuchJurisdiction: "taxes.no-such-jurisdiction"
        case .mixedKinds: "taxes.mixed-kinds"
        case .kindSettled: "taxes.kind-settled"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchJurisdiction(let code): "There is no jurisdiction \(code). Set it first."
        case .mixedKinds(let site):
            "Site \(site) would have prices with and without tax at once: value added tax cannot stand beside sales tax."
        case .kindSettled(let code, let kind):
            "The jurisdiction \(code) charges \(kind.rawValue) and goes on doing so. Set another one for another kind."
        }
    }
}
