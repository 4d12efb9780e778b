// SPDX-License-Identifier: Apache-2.0

/// The places of a model on a plane, depots first, then stops: metres about their middle for points on the earth.
///
/// - Source: the equirectangular projection with the mean latitude as its true one, and the mean radius of the earth,
///   6,371,008.8 m (IUGG 1980).
struct PlanePoints {
    private(set) var x: [Double] = []
    private(set) var y: [Double] = []

    /// Points that are missing lie at zero; a checked model that flies has none.
    init(_ model: RouteModel) {
        let points = model.depots.map(\.place.point) + model.stops.map(\.place.point)
        let latitudes = points.compactMap { if case .earth(let latitude, _) = $0 { latitude } else { nil } }
        let middle = latitudes.isEmpty ? 0 : latitudes.reduce(0, +) / Double(latitudes.count)
        let metresPerDegree = 6_371_008.8 * Double.pi / 180
        let shrink = Self.cosine(degrees: middle)
        for point in points {
            switch point {
            case nil: add(0, 0)
            case .plane(let x, let y): add(x, y)
            case .earth(let latitude, let longitude):
                add(longitude * shrink * metresPerDegree, latitude * metresPerDegree)
            }
        }
    }

    private mutating func add(_ x: Double, _ y: Double) {
        self.x.append(x)
        self.y.append(y)
    }

    /// No two places are farther apart in distance units.
    func farthest(_ crow: RouteModel.CrowFlight) -> Double {
        guard let left = x.min(), let right = x.max(), let low = y.min(), let high = y.max() else { return 0 }
        let line = ((right - left) * (right - left) + (high - low) * (high - low)).squareRoot()
        return (line * Double(crow.rounding.scale) + 1) * Double(crow.detourPercent) / 100 + 1
    }

    /// By its series, whose terms are the same on every machine; off by less than 1e-12 from -90 to 90 degrees.
    static func cosine(degrees: Double) -> Double {
        let angle = degrees * Double.pi / 180
        var term = 1.0
        var sum = 1.0
        for step in stride(from: 1.0, through: 31, by: 2) {
            term *= -angle * angle / (step * (step + 1))
            sum += term
        }
        return sum
    }
}
