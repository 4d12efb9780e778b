// SPDX-License-Identifier: Apache-2.0

/// The places of a model on a plane, depots first, then stops: metres about their middle for points on the earth.
///
/// Points on the earth are laid out by the stereographic projection, which keeps angles and, at `r` from the middle,
/// lengthens by `(r / 2R)^2`: less than 0.1% up to 400 km.
///
/// - Source: Snyder, "Map Projections: A Working Manual" (USGS 1395), section 21; the mean radius of the earth,
///   6,371,008.8 m, of IUGG 1980.
package struct PlanePoints {
    package private(set) var x: [Double] = []
    package private(set) var y: [Double] = []

    /// Points that are missing lie at zero; a checked model that flies has none.
    package init(_ model: RouteModel) {
        let points = model.depots.map(\.place.point) + model.stops.map(\.place.point)
        let plane = EarthPlane(
            points.compactMap { point in
                if case .earth(let latitude, let longitude) = point { Self.direction(latitude, longitude) } else { nil }
            })
        for point in points {
            switch point {
            case nil: add(0, 0)
            case .plane(let x, let y): add(x, y)
            case .earth(let latitude, let longitude):
                let (x, y) = plane.point(Self.direction(latitude, longitude))
                add(x, y)
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

    private static func direction(_ latitude: Double, _ longitude: Double) -> SIMD3<Double> {
        let width = cosine(degrees: latitude)
        return [
            width * cosine(degrees: longitude), width * cosine(degrees: longitude - 90), cosine(degrees: latitude - 90),
        ]
    }

    /// By its series, whose terms are the same on every machine; off by less than 1e-12 from -270 to 270 degrees.
    static func cosine(degrees: Double) -> Double {
        let angle = degrees * Double.pi / 180
        var term = 1.0
        var sum = 1.0
        for step in stride(from: 1.0, through: 39, by: 2) {
            term *= -angle * angle / (step * (step + 1))
            sum += term
        }
        return sum
    }
}

/// The plane that touches the earth in the middle of some directions.
private struct EarthPlane {
    private let middle: SIMD3<Double>
    private let east: SIMD3<Double>
    private let north: SIMD3<Double>

    init(_ directions: [SIMD3<Double>]) {
        let sum = directions.reduce(SIMD3<Double>(), +)
        let length = (sum * sum).sum().squareRoot()
        middle = length > 1e-6 ? sum / length : [1, 0, 0]
        let width = (middle.x * middle.x + middle.y * middle.y).squareRoot()
        east = width > 1e-9 ? [-middle.y / width, middle.x / width, 0] : [0, 1, 0]
        north = [
            middle.y * east.z - middle.z * east.y, middle.z * east.x - middle.x * east.z,
            middle.x * east.y - middle.y * east.x,
        ]
    }

    /// In metres. What lies opposite is very far away instead of nowhere.
    func point(_ direction: SIMD3<Double>) -> (x: Double, y: Double) {
        let scale = 2 * 6_371_008.8 / max(1e-9, 1 + (direction * middle).sum())
        return ((direction * east).sum() * scale, (direction * north).sum() * scale)
    }
}
