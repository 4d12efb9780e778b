// SPDX-License-Identifier: Apache-2.0

/// Why an answer cannot be drawn.
package enum RouteViewFault: Error, Equatable, CustomStringConvertible {
    /// It has a row in a matrix, but no coordinates.
    case nowhere(place: String)
    /// It lies on a plane, and GeoJSON is of the earth.
    case notOnEarth(place: String)

    package var description: String {
        switch self {
        case .nowhere(let place): "'\(place)' has no coordinates, so it cannot be drawn"
        case .notOnEarth(let place):
            "'\(place)' lies on a plane, and GeoJSON has only places on the earth, with latitude and longitude"
        }
    }
}
