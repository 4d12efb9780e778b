// SPDX-License-Identifier: Apache-2.0

import Kernel

/// The vertical axis: from a round value at or below zero and all values, to a round one at or above.
struct ChartScale: Equatable {
    /// Round values, evenly spaced, two to six of them, from the lowest to the highest; zero is one of them.
    let ticks: [Int64]

    init(covering values: [Int64]) {
        let low = min(0, values.min() ?? 0)
        let high = max(0, values.max() ?? 0)
        let step = Self.step(covering: Int128(high) - Int128(low))
        // Towards minus infinity for the lowest, plus infinity for the highest.
        let first = (Int128(low) - (step - 1)) / step
        let last = max((Int128(high) + (step - 1)) / step, first + 1)
        ticks = (Int64(first)...Int64(last)).map { Int64(clamping: Int128($0) * step) }
    }

    /// Where a value stands between the pixel of the highest tick and the pixel of the lowest.
    func y(of value: Int64, top: Int, bottom: Int) -> Pixels {
        let (low, high) = (Int128(ticks[0]), Int128(ticks[ticks.count - 1]))
        let drop = Int128(bottom - top) * 1_000 * (high - Int128(value)) / (high - low)
        return Pixels(thousandths: top * 1_000 + Int(drop)).rounded
    }

    /// The least of 1, 2 or 5 times a power of ten that covers `range` in four steps.
    private static func step(covering range: Int128) -> Int128 {
        var power: Int128 = 1
        while true {
            for factor: Int128 in [1, 2, 5] where power * factor * 4 >= range { return power * factor }
            power *= 10
        }
    }
}

/// A length on the page, in thousandths of a pixel or of a percent.
struct Pixels: Equatable, CustomStringConvertible {
    let thousandths: Int

    /// To a tenth, which is as fine as a screen shows.
    var rounded: Pixels { Pixels(thousandths: (thousandths + 50) / 100 * 100) }

    func plus(_ pixels: Int) -> Pixels { Pixels(thousandths: thousandths + pixels * 1_000) }

    func minus(_ other: Pixels) -> Pixels { Pixels(thousandths: thousandths - other.thousandths) }

    /// `12.5`, without idle zeros.
    var description: String {
        let text = formatDecimal(Int64(thousandths), decimals: 3)
        guard let last = text.lastIndex(where: { $0 != "0" }) else { return "0" }
        return String(text[last] == "." ? text[..<last] : text[...last])
    }
}
