// SPDX-License-Identifier: Apache-2.0

import Kernel
package import RouteSolver

/// An answer as a collection of features: a line for each route, a point for each stop and depot.
///
/// - Source: RFC 7946: longitude before latitude, WGS 84; a line over the antimeridian is cut there (3.1.9).
package struct RouteGeoJSON {
    private let model: RouteModel
    private let answer: RouteAnswer
    private let depots: [Position]
    private let stops: [Position]

    package init(_ model: RouteModel, _ answer: RouteAnswer) throws(RouteViewFault) {
        self.model = model
        self.answer = answer
        depots = try Self.positions(model.depots.map { ($0.name, $0.place) })
        stops = try Self.positions(model.stops.map { ($0.name, $0.place) })
    }

    /// Refuses a model that has a place which is not on the earth, before it is solved.
    package static func check(_ model: RouteModel) throws(RouteViewFault) {
        _ = try positions(model.depots.map { ($0.name, $0.place) } + model.stops.map { ($0.name, $0.place) })
    }

    private struct Position {
        let longitude: Double
        let latitude: Double
    }

    private static func positions(_ places: [(String, RouteModel.Place)]) throws(RouteViewFault) -> [Position] {
        var positions: [Position] = []
        for (name, place) in places {
            switch place.point {
            case nil: throw .nowhere(place: name)
            case .plane: throw .notOnEarth(place: name)
            case .earth(let latitude, let longitude):
                positions.append(Position(longitude: longitude, latitude: latitude))
            }
        }
        return positions
    }

    package var text: String {
        let colours = MapColours(
            answer.routes.map { route in
                route.visits.map { (stops[$0.stop].longitude, stops[$0.stop].latitude) }
            })
        var json = JSONWriter()
        json.object { json in
            json.key("type")
            json.string("FeatureCollection")
            json.key("features")
            json.array(features) { json, feature in
                switch feature {
                case .depot(let depot): write(depot: depot, &json)
                case .route(let route): write(route: route, colours.chosen[route], &json)
                case .visit(let route, let place): write(route: route, place: place, &json)
                case .leftOut(let leftOut): write(leftOut, &json)
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    private enum Feature {
        case depot(Int)
        case route(Int)
        case visit(route: Int, place: Int)
        case leftOut(RouteAnswer.LeftOut)
    }

    /// Lines first, so that a map draws points over them.
    private var features: [Feature] {
        answer.routes.indices.map { .route($0) } + model.depots.indices.map { .depot($0) }
            + answer.routes.indices.flatMap { route in
                answer.routes[route].visits.indices.map { .visit(route: route, place: $0) }
            } + answer.leftOut.map { .leftOut($0) }
    }

    private func write(depot: Int, _ json: inout JSONWriter) {
        point(depots[depot], "depot", &json) { json in
            json.key("name")
            json.string(model.depots[depot].name)
        }
    }

    private func write(route number: Int, _ colour: Int, _ json: inout JSONWriter) {
        let route = answer.routes[number]
        let vehicle = model.vehicles[route.type]
        let line = [depots[vehicle.start]] + route.visits.map { stops[$0.stop] } + [depots[vehicle.end]]
        feature("route", &json) { json in
            json.key("route")
            json.integer(Int64(number + 1))
            json.key("vehicle")
            json.string(vehicle.name)
            json.key("stops")
            json.integer(Int64(route.visits.count))
            json.key("cost")
            json.number(model.shown(route.cost.total))
            length("distance", route.distance, &json)
            length("departure", route.departure, &json)
            length("end", route.end, &json)
            length("waiting", route.waiting, &json)
            json.key("stroke")
            json.string(MapColours.light[colour])
        } geometry: { json in
            let pieces = Self.cut(line)
            json.key("type")
            json.string(pieces.count == 1 ? "LineString" : "MultiLineString")
            json.key("coordinates")
            if pieces.count == 1 {
                json.array(pieces[0]) { Self.write($1, &$0) }
            } else {
                json.array(pieces) { json, piece in json.array(piece) { Self.write($1, &$0) } }
            }
        }
    }

    private func write(route number: Int, place: Int, _ json: inout JSONWriter) {
        let visit = answer.routes[number].visits[place]
        point(stops[visit.stop], "stop", &json) { json in
            json.key("name")
            json.string(model.stops[visit.stop].name)
            json.key("route")
            json.integer(Int64(number + 1))
            json.key("position")
            json.integer(Int64(place + 1))
            length("arrival", visit.arrival, &json)
            length("waiting", visit.waiting, &json)
            length("departure", visit.departure, &json)
            json.key("load")
            json.array(visit.loadAfter) { $0.integer($1) }
        }
    }

    private func write(_ leftOut: RouteAnswer.LeftOut, _ json: inout JSONWriter) {
        point(stops[leftOut.stop], "left-out", &json) { json in
            json.key("name")
            json.string(model.stops[leftOut.stop].name)
            json.key("reason")
            json.string(LeftOutWords(leftOut.reason, model).sentence)
        }
    }

    private func point(
        _ position: Position, _ kind: String, _ json: inout JSONWriter, properties: (inout JSONWriter) -> Void
    ) {
        feature(kind, &json, properties: properties) { json in
            json.key("type")
            json.string("Point")
            json.key("coordinates")
            Self.write(position, &json)
        }
    }

    private func feature(
        _ kind: String, _ json: inout JSONWriter, properties: (inout JSONWriter) -> Void,
        geometry: (inout JSONWriter) -> Void
    ) {
        json.object { json in
            json.key("type")
            json.string("Feature")
            json.key("properties")
            json.object { json in
                json.key("kind")
                json.string(kind)
                properties(&json)
            }
            json.key("geometry")
            json.object(geometry)
        }
    }

    private func length(_ key: StaticString, _ value: Int64, _ json: inout JSONWriter) {
        json.key(key)
        json.number(model.shown(length: value))
    }

    private static func write(_ position: Position, _ json: inout JSONWriter) {
        json.array([position.longitude, position.latitude]) { $0.number(Decimals.text($1, digits: 7)) }
    }

    /// The line in pieces that do not cross the antimeridian, each ending where the next begins, on the other side.
    private static func cut(_ line: [Position]) -> [[Position]] {
        var pieces: [[Position]] = []
        var piece: [Position] = []
        for position in line {
            if let last = piece.last, abs(position.longitude - last.longitude) > 180 {
                let side: Double = last.longitude < 0 ? -180 : 180
                let across = position.longitude + 2 * side - last.longitude
                let part = across == 0 ? 0 : (side - last.longitude) / across
                let latitude = last.latitude + part * (position.latitude - last.latitude)
                pieces.append(piece + [Position(longitude: side, latitude: latitude)])
                piece = [Position(longitude: -side, latitude: latitude)]
            }
            piece.append(position)
        }
        return pieces + [piece]
    }
}
