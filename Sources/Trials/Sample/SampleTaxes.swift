// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
import Kernel
import Simulator
import Taxes

/// The sample's taxes in the words of Taxes: one jurisdiction there for each authority of a jurisdiction here.
enum SampleTaxes {
    /// What holds in a jurisdiction on a day, state before county. The keys count authorities and mean nothing else.
    static func terms(of jurisdiction: JurisdictionCode, on day: Day, in chain: SampleChain) -> [TaxTerms] {
        SampleTaxRate.Authority.allCases.enumerated().map { index, authority in
            let rates = chain.taxRates.filter { rate in
                rate.jurisdiction == jurisdiction && rate.authority == authority && rate.firstDay <= day
                    && rate.lastDay.map { day <= $0 } ?? true
            }
            return TaxTerms(
                jurisdiction: ID(Int64(index + 1)), kind: .salesTax, rounding: .receipt,
                rates: Dictionary(
                    rates.map { ($0.taxClass.rawValue, $0.millionths) }, uniquingKeysWith: { _, last in last }))
        }
    }

    /// Such as `ASH-STATE`.
    static func code(_ jurisdiction: JurisdictionCode, _ authority: SampleTaxRate.Authority) -> String {
        "\(jurisdiction)-\(authority.rawValue.uppercased())"
    }

    static func codes(of jurisdiction: JurisdictionCode) -> [String] {
        SampleTaxRate.Authority.allCases.map { code(jurisdiction, $0) }
    }

    /// The commands that make every jurisdiction known.
    static func commands(for chain: SampleChain) -> [SetJurisdiction] {
        chain.jurisdictions.flatMap { jurisdiction in
            SampleTaxRate.Authority.allCases.map { authority in
                let rates = chain.taxRates.filter { $0.jurisdiction == jurisdiction.code && $0.authority == authority }
                return SetJurisdiction(
                    code: Code(code(jurisdiction.code, authority)),
                    name: authority == .state ? "State tax in \(jurisdiction.name)" : jurisdiction.name,
                    kind: .salesTax, rounding: .receipt, rates: rates.flatMap { dated($0, among: rates) })
            }
        }
    }

    /// A rate from its first day on, and none after its last unless another begins then.
    private static func dated(_ rate: SampleTaxRate, among rates: [SampleTaxRate]) -> [SetJurisdiction.Rate] {
        let begin = SetJurisdiction.Rate(
            taxClass: rate.taxClass.rawValue, validFrom: rate.firstDay, millionths: Millionths(rate.millionths))
        guard let end = rate.lastDay?.advanced(by: 1) else { return [begin] }
        let isFollowed = rates.contains { $0.taxClass == rate.taxClass && $0.firstDay == end }
        return isFollowed
            ? [begin] : [begin, SetJurisdiction.Rate(taxClass: rate.taxClass.rawValue, validFrom: end, millionths: 0)]
    }
}
