// SPDX-License-Identifier: Apache-2.0

import RouteSolver

/// Where places stand in the picture: north up, the same scale both ways, a margin all around.
struct MapFrame {
    static let width = 1_000.0
    /// Above the map: the title's room.
    static let top = 104.0
    private static let margin = 28.0
    private static let heights = 360.0...760.0

    let height: Double
    private let points: PlanePoints
    private let depotCount: Int
    private let scale: Double
    private let left: Double
    private let upper: Double

    struct Point: Equatable {
        var x: Double
        var y: Double
    }

    init(_ model: RouteModel) throws(RouteViewFault) {
        for (name, place) in model.depots.map({ ($0.name, $0.place) }) + model.stops.map({ ($0.name, $0.place) }) {
            guard place.point != nil else { throw .nowhere(place: name) }
        }
        points = PlanePoints(model)
        depotCount = model.depots.count
        let (west, east) = (points.x.min() ?? 0, points.x.max() ?? 0)
        let (south, north) = (points.y.min() ?? 0, points.y.max() ?? 0)
        let room = Self.width - 2 * Self.margin
        let (across, up) = (max(east - west, 1e-9), max(north - south, 1e-9))
        let mapHeight = min(max(room * up / across, Self.heights.lowerBound), Self.heights.upperBound)
        height = mapHeight + 2 * Self.margin
        scale = min(room / across, mapHeight / up)
        // What does not fill the frame stands in its middle.
        left = Self.margin + (room - (east - west) * scale) / 2 - west * scale
        upper = Self.top + Self.margin + (mapHeight - (north - south) * scale) / 2 + north * scale
    }

    func depot(_ index: Int) -> Point { point(index) }
    func stop(_ index: Int) -> Point { point(depotCount + index) }

    private func point(_ place: Int) -> Point {
        Point(x: left + points.x[place] * scale, y: upper - points.y[place] * scale)
    }
}
