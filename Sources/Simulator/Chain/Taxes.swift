// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Sales tax of an invented state with three counties.
///
/// The state exempts food; Brill County taxes it all the same; Calder County raises its rate halfway.
enum Taxes {
    static let jurisdictions = [
        SampleJurisdiction(code: JurisdictionCode("ASH"), name: "Ashmere County"),
        SampleJurisdiction(code: JurisdictionCode("BRI"), name: "Brill County"),
        SampleJurisdiction(code: JurisdictionCode("CAL"), name: "Calder County"),
    ]

    static func rates(firstDay: Day, days: Int) -> [SampleTaxRate] {
        let change = firstDay.advanced(by: days / 2)
        return jurisdictions.flatMap { jurisdiction in
            SampleTaxClass.allCases.flatMap { taxClass in
                SampleTaxRate.Authority.allCases.flatMap { authority in
                    func rate(_ millionths: Int64, from first: Day, to last: Day?) -> SampleTaxRate {
                        SampleTaxRate(
                            jurisdiction: jurisdiction.code, authority: authority, taxClass: taxClass, firstDay: first,
                            lastDay: last, millionths: millionths)
                    }
                    let (early, late) = millionths(authority, jurisdiction.code.text, taxClass)
                    guard early != late, days > 1 else { return [rate(early, from: firstDay, to: nil)] }
                    return [
                        rate(early, from: firstDay, to: change.advanced(by: -1)), rate(late, from: change, to: nil),
                    ]
                }
            }
        }
    }

    /// The rates of the first and of the second half.
    private static func millionths(
        _ authority: SampleTaxRate.Authority, _ county: String, _ taxClass: SampleTaxClass
    ) -> (Int64, Int64) {
        switch (authority, taxClass, county) {
        case (_, .fuel, _), (_, .none, _): (0, 0)
        case (.state, .food, _): (0, 0)
        case (.state, .general, _), (.state, .prepared, _): (40_000, 40_000)
        case (.county, .food, "BRI"): (10_000, 10_000)
        case (.county, .food, _): (0, 0)
        case (.county, .prepared, "BRI"): (32_500, 32_500)
        case (.county, _, "BRI"): (22_500, 22_500)
        case (.county, _, "CAL"): (35_000, 37_500)
        case (.county, _, _): (30_000, 30_000)
        }
    }
}
