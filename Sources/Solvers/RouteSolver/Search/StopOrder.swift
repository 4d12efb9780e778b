// SPDX-License-Identifier: Apache-2.0

/// The order in which a search numbers a model's stops: along a Hilbert curve, so that stops near each other have
/// numbers near each other, and what is looked at together lies together in memory.
///
/// A model whose stops have no points keeps its order.
///
/// - Source: Hilbert, "Über die stetige Abbildung einer Linie auf ein Flächenstück", Math. Annalen 38 (1891).
struct StopOrder: Sendable {
    /// By the search's number: the model's.
    private let original: [Int]
    /// By the model's number: the search's.
    private let number: [Int]

    init(_ model: RouteModel) {
        let points = PlanePoints(model)
        let stops = points.x.indices.dropFirst(model.depots.count)
        let (left, low) = (stops.map { points.x[$0] }.min() ?? 0, stops.map { points.y[$0] }.min() ?? 0)
        let width = (stops.map { points.x[$0] }.max() ?? 0) - left
        let height = (stops.map { points.y[$0] }.max() ?? 0) - low
        let extent = max(width, height)
        let keyed = stops.enumerated().map { stop, place in
            (Self.along(Self.cell(points.x[place] - left, extent), Self.cell(points.y[place] - low, extent)), stop)
        }
        original = keyed.sorted { $0 < $1 }.map(\.1)
        var number = original
        for (inner, outer) in original.enumerated() { number[outer] = inner }
        self.number = number
    }

    private static let side = 1 << 16

    private static func cell(_ offset: Double, _ extent: Double) -> Int {
        extent > 0 ? Int(offset / extent * Double(side - 1)) : 0
    }

    /// How far along the curve a cell of a square of `side` cells lies.
    private static func along(_ column: Int, _ row: Int) -> Int {
        var (x, y, length) = (column, row, 0)
        var half = side / 2
        while half > 0 {
            let (right, upper) = (x & half != 0, y & half != 0)
            length += half * half * (right ? (upper ? 2 : 3) : (upper ? 1 : 0))
            if !upper {
                if right { (x, y) = (side - 1 - x, side - 1 - y) }
                (x, y) = (y, x)
            }
            half /= 2
        }
        return length
    }

    /// The model as the search numbers it.
    func model(_ model: RouteModel) -> RouteModel {
        var numbered = model
        let rows = model.rows
        for (place, stop) in original.enumerated() {
            numbered.stops[place] = model.stops[stop]
            if case .matrix = model.travel { numbered.stops[place].place.row = rows[model.depots.count + stop] }
        }
        return numbered
    }

    /// A plan of the search in the model's numbers.
    func outward(_ plan: RoutePlan) -> RoutePlan {
        RoutePlan(plan.routes.map { .init(type: $0.type, $0.stops.map { original[$0] }) })
    }

    /// A plan of the model in the search's numbers.
    func inward(_ plan: RoutePlan) -> RoutePlan {
        RoutePlan(plan.routes.map { .init(type: $0.type, $0.stops.map { number[$0] }) })
    }
}
