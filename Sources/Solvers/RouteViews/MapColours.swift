// SPDX-License-Identifier: Apache-2.0

/// A colour for each route, so that routes near each other have different ones.
struct MapColours {
    /// Twelve calm hues, far apart first: six of middle tone, six darker ones.
    static let light = [
        "#526eb5", "#a9573a", "#2b8553", "#a2537b", "#877000", "#00819b", "#694781", "#7d4a07", "#00695a", "#873e40",
        "#0e5e8a", "#4b6119",
    ]
    /// The same hues on a dark ground.
    static let dark = [
        "#92b0f4", "#ea9a7e", "#78c594", "#e495ba", "#c6b05f", "#54c2db", "#dbbdf2", "#efc093", "#8fdccc", "#fbb6b5",
        "#9bd2fa", "#bed49b",
    ]

    /// An index into the colours for each route.
    private(set) var chosen: [Int] = []

    /// - Parameter routes: the points of each route's stops.
    init(_ routes: [[(x: Double, y: Double)]]) {
        let middles = routes.map(Self.middle)
        let size = Self.size(middles)
        for (number, middle) in middles.enumerated() {
            var crowded = Array(repeating: 0.0, count: Self.light.count)
            for (other, colour) in zip(middles.prefix(number), chosen) {
                let (across, up) = ((middle.x - other.x) / size, (middle.y - other.y) / size)
                crowded[colour] += 1 / (across * across + up * up + 1e-4)
            }
            chosen.append(crowded.indices.min { (crowded[$0], $0) < (crowded[$1], $1) } ?? 0)
        }
    }

    private static func middle(_ points: [(x: Double, y: Double)]) -> (x: Double, y: Double) {
        let count = Double(max(1, points.count))
        return (points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
    }

    private static func size(_ points: [(x: Double, y: Double)]) -> Double {
        func span(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }
        let size = max(span(points.map(\.x)), span(points.map(\.y)))
        return size > 0 ? size : 1
    }
}
