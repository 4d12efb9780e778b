// SPDX-License-Identifier: Apache-2.0

package import RouteSolver

/// An answer as a terminal shows it: what it costs, a line for each route, and why stops are left out.
package struct RouteSheet {
    private let model: RouteModel
    private let answer: RouteAnswer
    private let figures: RouteFigures

    package init(_ model: RouteModel, _ answer: RouteAnswer) {
        self.model = model
        self.answer = answer
        figures = RouteFigures(model: model)
    }

    package var text: String {
        var lines = [heading, "  " + figures.summary(answer)]
        let parts = costParts
        if parts.count > 1 {
            lines.append("  cost by part: " + parts.map { "\($0.name) \($0.cost)" }.joined(separator: ", "))
        }
        if !answer.routes.isEmpty { lines += [""] + table }
        if !answer.leftOut.isEmpty { lines += ["", "Not served:"] + leftOut }
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: String {
        let name = model.name.isEmpty ? "" : "\(model.name): "
        let verdict = answer.isFeasible ? "" : ", NOT FEASIBLE: stops that must be served are left out"
        return "\(name)cost \(model.shown(answer.cost.total))\(verdict)"
    }

    private var costParts: [(name: String, cost: String)] {
        [
            ("vehicles", answer.cost.vehicles), ("distance", answer.cost.distance), ("time", answer.cost.time),
            ("stops left out", answer.cost.leftOut),
        ].filter { $0.1 > 0 }.map { ($0.0, model.shown($0.1)) }
    }

    private var table: [String] {
        let columns = self.columns
        let rows = [columns.map(\.name)] + answer.routes.indices.map { row in columns.map { $0.cell(row) } }
        let widths = columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { cells in
            let padded = cells.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                if column == cells.count - 1 { return cell }
                return columns[column].isNumber ? space + cell : cell + space
            }
            return padded.joined(separator: "  ")
        }
        let rule = String(repeating: "─", count: widths.dropLast().reduce(0, +) + 2 * (widths.count - 1) + 8)
        return [lines[0], rule] + lines.dropFirst()
    }

    private typealias Column = (name: String, isNumber: Bool, cell: (Int) -> String)

    private var columns: [Column] {
        let (model, answer, figures) = (self.model, self.answer, self.figures)
        func of(_ value: @escaping (RouteAnswer.Route) -> String) -> (Int) -> String { { value(answer.routes[$0]) } }
        var columns: [Column] = [("route", true, { String($0 + 1) })]
        if model.vehicles.count > 1 { columns.append(("vehicle", false, of(figures.vehicle))) }
        columns.append(("stops", true, of { String($0.visits.count) }))
        columns.append(("full", true, of { figures.fullness($0).map { "\($0) %" } ?? "" }))
        columns.append(("distance", true, of { model.shown(length: $0.distance) }))
        if figures.tellsTimes {
            columns.append(("leaves", true, of { model.shown(length: $0.departure) }))
            columns.append(("is back", true, of { model.shown(length: $0.end) }))
            columns.append(("waits", true, of { model.shown(length: $0.waiting) }))
        }
        // Where only distance costs, one unit each, the second column would say the same.
        if answer.routes.contains(where: { model.shown($0.cost.total) != model.shown(length: $0.distance) }) {
            columns.append(("cost", true, of { model.shown($0.cost.total) }))
        }
        columns.append(
            ("in this order", false, of { $0.visits.map { model.stops[$0.stop].name }.joined(separator: " ") }))
        return columns
    }

    private var leftOut: [String] {
        answer.leftOut.map { leftOut in
            "  \(model.stops[leftOut.stop].name): \(LeftOutWords(leftOut.reason, model).sentence)"
        }
    }
}
