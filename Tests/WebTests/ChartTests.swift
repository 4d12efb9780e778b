// SPDX-License-Identifier: Apache-2.0

import Kernel
import Testing

@testable import Web

@Suite struct `Charts` {
    @Test func `choose two to six round ticks that hold every value and zero`() {
        let edges: [Int64] = [0, 1, 2, 3, 7, 10, 49, 50, 51, 99, 100, 7_015_320, 1 << 40, .max / 4]
        for high in edges {
            for low in edges {
                let ticks = ChartScale(covering: [high, -low]).ticks
                #expect((2...6).contains(ticks.count), "\(low) \(high) \(ticks)")
                #expect(ticks.contains(0))
                #expect(ticks[0] <= -low && high <= ticks[ticks.count - 1])
                let steps = Set(zip(ticks, ticks.dropFirst()).map { $1 - $0 })
                #expect(steps.count == 1)
                let leading = String(steps.first ?? 0).prefix { $0 != "0" }
                #expect(["1", "2", "5"].contains(leading))
            }
        }
        #expect(ChartScale(covering: []).ticks == [0, 1])
    }

    @Test func `place the highest tick on top, the lowest at the bottom, the rest in proportion`() {
        let scale = ChartScale(covering: [80])
        #expect(scale.ticks == [0, 20, 40, 60, 80])
        for value: Int64 in 0...80 {
            #expect(scale.y(of: value, top: 10, bottom: 90).thousandths == (90 - Int(value)) * 1_000)
        }
    }

    @Test func `write lengths without idle zeros`() {
        for (thousandths, text) in [
            (0, "0"), (1, "0.001"), (500, "0.5"), (1_000, "1"), (10_000, "10"), (12_340, "12.34"),
        ] {
            #expect(Pixels(thousandths: thousandths).description == text)
        }
    }

    @Test func `repeat every figure in the table, and draw a mark for each`() {
        for count in 0...5 {
            for gap in 0...5 {
                let points = (0..<count).map { index in
                    Chart.Point(
                        "Day \(index)", tick: "\(index)", value: Int64(index * 7 - 9), compared: index == gap ? nil : 3)
                }
                let chart = Chart(
                    summary: "s", pointName: "Day", valueName: "Sold", comparedName: "Before", points: points,
                    axis: { "\($0)" }, cell: { "\($0) EUR" })
                let bars = text(chart.bars())
                let lines = text(chart.lines())
                for point in points {
                    let compared = point.compared.map { "\($0) EUR" } ?? "–"
                    let row =
                        "<th scope=\"row\">\(point.name)</th><td class=\"num\">\(point.value) EUR</td><td class=\"num\">\(compared)</td>"
                    #expect(bars.contains(row) && lines.contains(row))
                }
                #expect(bars.ranges(of: "<rect class=\"value\"").count == count)
                #expect(bars.ranges(of: "<rect class=\"compared\"").count == points.count { $0.compared != nil })
                #expect(!bars.contains("height=\"-") && !bars.contains("width=\"-"))
                #expect(lines.ranges(of: "<circle class=\"value\"").count == count)
                #expect(!bars.contains("style=") && !lines.contains("style="))
            }
        }
    }

    @Test func `interrupt the dashed line where there is nothing to compare with`() {
        let chart = Chart(
            summary: "s", pointName: "Day", valueName: "Sold", comparedName: "Before",
            points: [1, nil, 2, 3].enumerated().map { Chart.Point("\($0)", tick: "", value: 1, compared: $1) },
            axis: { "\($0)" }, cell: { "\($0)" })
        let runs = text(chart.lines()).matches(of: /<polyline class="compared" points="([^"]*)"/).map {
            $0.1.split(separator: " ").count
        }
        #expect(runs == [1, 2])
    }
}

private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }
