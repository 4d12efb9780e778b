// SPDX-License-Identifier: Apache-2.0

/// Distances and times as the model defines them, computed at each call. Places are depots, then stops.
struct PlainWays: Sendable {
    private let travel: RouteModel.Travel
    private let depots: Int
    private let rows: [Int]
    private let x: [Double]
    private let y: [Double]

    init(_ model: RouteModel) {
        travel = model.travel
        depots = model.depots.count
        rows = model.rows
        let points = PlanePoints(model)
        x = points.x
        y = points.y
    }

    func place(ofStop stop: Int) -> Int { depots + stop }

    func distance(_ from: Int, _ to: Int) -> Int64 {
        switch travel {
        case .matrix(let matrix): return Int64(matrix.distances[rows[from] * matrix.size + rows[to]])
        case .crow(let crow):
            let dx = x[from] - x[to]
            let dy = y[from] - y[to]
            let line = (dx * dx + dy * dy).squareRoot()
            let whole =
                switch crow.rounding {
                case .round: Int64((line + 0.5).rounded(.down))
                case .dimacs: Int64((line * 10).rounded(.down))
                case .exact: Int64((line * 10_000 + 0.5).rounded(.down))
                }
            return nearest(whole * crow.detourPercent, 100)
        }
    }

    func time(_ from: Int, _ to: Int) -> Int64 {
        switch travel {
        case .matrix(let matrix): Int64(matrix.times[rows[from] * matrix.size + rows[to]])
        case .crow(let crow): nearest(distance(from, to) * crow.speedTime, crow.speedDistance)
        }
    }

    /// A quotient of positive numbers rounded half up.
    private func nearest(_ numerator: Int64, _ denominator: Int64) -> Int64 {
        numerator / denominator + (numerator % denominator * 2 >= denominator ? 1 : 0)
    }
}
