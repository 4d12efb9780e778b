// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Charts made on the server: SVG that stretches with the page while its text keeps its size, the same figures as a
/// table beneath, colours from the page's tokens. Pure functions, in integers, so equal figures give equal bytes.
package struct Chart: Sendable {
    package struct Point: Equatable, Sendable {
        /// Names the row of the table and the bar's tip: `Wed 30 Sep`.
        package var name: String
        /// Beneath the axis: `30`.
        package var tick: String
        /// Beneath the ticks, where a group of points begins: `Sep`.
        package var group: String?
        package var value: Int64
        package var compared: Int64?

        package init(_ name: String, tick: String, group: String? = nil, value: Int64, compared: Int64?) {
            self.name = name
            self.tick = tick
            self.group = group
            self.value = value
            self.compared = compared
        }
    }

    private let summary: String
    private let pointName: String
    private let valueName: String
    private let comparedName: String
    private let points: [Point]
    private let axis: @Sendable (Int64) -> String
    private let cell: @Sendable (Int64) -> String
    private let scale: ChartScale

    /// - Parameters:
    ///   - summary: what the chart shows, in one sentence, for those who do not see it.
    ///   - pointName: heads the table's first column: `Day`.
    ///   - valueName: names the values: `Sold`.
    ///   - comparedName: names what they are compared with: `A week earlier`.
    ///   - axis: writes a round value, briefly.
    ///   - cell: writes a value exactly.
    package init(
        summary: String, pointName: String, valueName: String, comparedName: String, points: [Point],
        axis: @escaping @Sendable (Int64) -> String, cell: @escaping @Sendable (Int64) -> String
    ) {
        self.summary = summary
        self.pointName = pointName
        self.valueName = valueName
        self.comparedName = comparedName
        self.points = points
        self.axis = axis
        self.cell = cell
        scale = ChartScale(covering: points.flatMap { [$0.value] + ($0.compared.map { [$0] } ?? []) })
    }

    /// For amounts of separate days: solid bars before pale ones.
    package func bars() -> HTML { figure("chart bars", marks: points.indices.map(bar)) }

    /// For a level over time: a solid line over a dashed one. A point without comparison interrupts the dashed line.
    package func lines() -> HTML {
        figure(
            "chart lines",
            marks: [
                """
                <svg viewBox="0 0 \(Self.lineWidth) \(Self.height)" width="100%" height="\(Self.height)" \
                preserveAspectRatio="none">\(comparedRuns.map { line("compared", $0) })\
                \(line("value", points.indices.map { ($0, points[$0].value) }))</svg>

                """
            ] + points.indices.map(dot))
    }

    private func figure(_ kind: String, marks: [HTML]) -> HTML {
        """
        <figure class="\(kind)">
        <svg class="axis" width="\(Self.axisWidth)" height="\(Self.height)" aria-hidden="true">
        \(scale.ticks.map(axisLabel))</svg>
        <svg class="plot" width="100%" height="\(Self.height)" role="img" aria-label="\(summary)">
        \(scale.ticks.map(rule))\(marks)\(points.indices.map(tick))</svg>
        <figcaption><span class="key value"></span>\(valueName) <span class="key compared"></span>\(comparedName)</figcaption>
        <details class="twin">
        <summary>As a table</summary>
        <table>
        <thead><tr><th scope="col">\(pointName)</th><th scope="col" class="num">\(valueName)</th>\
        <th scope="col" class="num">\(comparedName)</th></tr></thead>
        <tbody>
        \(points.map(row))</tbody>
        </table>
        </details>
        </figure>

        """
    }

    private func row(_ point: Point) -> HTML {
        """
        <tr><th scope="row">\(point.name)</th><td class="num">\(cell(point.value))</td>\
        <td class="num">\(point.compared.map(cell) ?? "–")</td></tr>

        """
    }

    private func axisLabel(_ value: Int64) -> HTML {
        """
        <text x="\(Self.axisWidth - 8)" y="\(y(value).plus(4).description)" text-anchor="end">\(axis(value))</text>

        """
    }

    private func rule(_ value: Int64) -> HTML {
        let kind = value == 0 ? "rule zero" : "rule"
        let height = y(value).description
        return """
            <line class="\(kind)" x1="0" x2="100%" y1="\(height)" y2="\(height)"/>

            """
    }

    private func tick(_ index: Int) -> HTML {
        let group: HTML? = points[index].group.map { group in
            """
            <text class="group" x="\(x(index))" y="\(Self.height - 3)" text-anchor="middle">\(group)</text>
            """
        }
        return """
            <text x="\(x(index))" y="\(Self.height - 18)" text-anchor="middle">\(points[index].tick)</text>\(group)

            """
    }

    private func bar(_ index: Int) -> HTML {
        let point = points[index]
        let compared: HTML? = point.compared.map { rectangle("compared", index, share: 78, $0) }
        return """
            <g><title>\(tip(point))</title>\(compared)\(rectangle("value", index, share: 46, point.value))</g>

            """
    }

    /// A bar from zero, as wide as `share` hundredths of its slot.
    private func rectangle(_ kind: String, _ index: Int, share: Int, _ value: Int64) -> HTML {
        let slot = 100_000 / points.count
        let left = Pixels(thousandths: index * 100_000 / points.count + slot * (100 - share) / 200)
        let width = Pixels(thousandths: slot * share / 100)
        let (top, bottom) = (y(max(value, 0)), y(min(value, 0)))
        return """
            <rect class="\(kind)" x="\(left.description)%" width="\(width.description)%" y="\(top.description)" \
            height="\(bottom.minus(top).description)"/>
            """
    }

    private var comparedRuns: [[(index: Int, value: Int64)]] {
        points.indices.reduce(into: [[]]) { runs, index in
            if let value = points[index].compared {
                runs[runs.count - 1].append((index, value))
            } else if runs.last?.isEmpty == false {
                runs.append([])
            }
        }
    }

    private func line(_ kind: String, _ run: [(index: Int, value: Int64)]) -> HTML {
        let corners = run.map { index, value in "\((2 * index + 1) * Self.lineWidth / (2 * points.count)),\(y(value))" }
        return """
            <polyline class="\(kind)" points="\(corners.joined(separator: " "))" vector-effect="non-scaling-stroke"/>
            """
    }

    private func dot(_ index: Int) -> HTML {
        """
        <g><title>\(tip(points[index]))</title>\
        <circle class="value" cx="\(x(index))" cy="\(y(points[index].value).description)" r="3"/></g>

        """
    }

    private func tip(_ point: Point) -> String {
        let value = "\(point.name): \(cell(point.value))"
        return point.compared.map { "\(value), \(comparedName.lowercased()) \(cell($0))" } ?? value
    }

    /// The middle of a point's slot.
    private func x(_ index: Int) -> String {
        "\(Pixels(thousandths: (2 * index + 1) * 100_000 / (2 * points.count)))%"
    }

    private func y(_ value: Int64) -> Pixels { scale.y(of: value, top: Self.top, bottom: Self.height - Self.bottom) }

    private static let height = 208
    private static let top = 8
    private static let bottom = 40
    private static let axisWidth = 48
    private static let lineWidth = 1_000
}
