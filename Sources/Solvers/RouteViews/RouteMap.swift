// SPDX-License-Identifier: Apache-2.0

package import RouteSolver

/// An answer as a picture: routes over the places, a legend beneath, tips on what is pointed at. It needs no script,
/// follows the reader's light or dark setting, and thickens itself on a narrow screen.
package struct RouteMap {
    private let model: RouteModel
    private let answer: RouteAnswer
    private let figures: RouteFigures
    private let frame: MapFrame
    private let style: MapStyle
    private let colours: MapColours

    package init(_ model: RouteModel, _ answer: RouteAnswer) throws(RouteViewFault) {
        self.model = model
        self.answer = answer
        figures = RouteFigures(model: model)
        let frame = try MapFrame(model)
        self.frame = frame
        style = MapStyle(stops: model.stops.count, routes: answer.routes.count)
        colours = MapColours(
            answer.routes.map { route in
                route.visits.map { visit in (frame.stop(visit.stop).x, frame.stop(visit.stop).y) }
            })
    }

    /// Refuses a model that has a place without coordinates, before it is solved.
    package static func check(_ model: RouteModel) throws(RouteViewFault) { _ = try MapFrame(model) }

    package var svg: String {
        let legend = MapLegend(entries, top: MapFrame.top + frame.height)
        let height = Decimals.text(MapFrame.top + frame.height + legend.height, digits: 0)
        let title = Markup.escaped(heading)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 \(height)" preserveAspectRatio="xMidYMin" \
            role="img" aria-label="\(title)">
            <title>\(title)</title>
            <style>
            \(style.text)
            </style>
            <rect class="paper" x="-100%" y="-100%" width="300%" height="700%"/>
            <text class="title" x="28" y="48">\(Markup.escaped(Markup.cut(heading, to: 44)))</text>
            <text class="about" x="28" y="86">\(about)</text>
            \(key)
            <g class="routes">
            \(answer.routes.indices.map(route).joined(separator: "\n"))
            </g>
            \(leftOut)\(names)\(model.depots.indices.map(depot).joined(separator: "\n"))
            \(legend.svg)
            </svg>

            """
    }

    private var heading: String {
        (model.name.isEmpty ? "" : "\(model.name): ") + "cost \(model.shown(answer.cost.total))"
    }

    private var about: String {
        let fault = answer.isFeasible ? "" : "<tspan class=\"fault\">not feasible</tspan> "
        return fault + Markup.escaped(figures.summary(answer))
    }

    private func route(_ number: Int) -> String {
        let route = answer.routes[number]
        let vehicle = model.vehicles[route.type]
        let points = route.visits.map { frame.stop($0.stop) }
        let (start, end) = (frame.depot(vehicle.start), frame.depot(vehicle.end))
        let way = Self.line(points)
        let legs = [points.first.map { Self.line([start, $0]) }, points.last.map { Self.line([$0, end]) }]
        let colour = "c\(colours.chosen[number])"
        return """
            <g class="route"><title>\(Markup.escaped(tip(number)))</title>
            <path class="leg \(colour)" d="\(legs.compactMap { $0 }.joined())"/>
            <path class="way \(colour)" d="\(way)"/><path class="reach \(colour)" d="\(way)"/>
            \(dots(route, colour))</g>
            """
    }

    /// More stops than this have no tip of their own, or the file becomes many times as large.
    private static let mostTips = 2_500

    private func dots(_ route: RouteAnswer.Route, _ colour: String) -> String {
        guard model.stops.count <= Self.mostTips else {
            let points = route.visits.map { Self.dot(frame.stop($0.stop)) }.joined()
            return "<path class=\"dots \(colour)\" d=\"\(points)\"/>"
        }
        return route.visits.enumerated().map { place, visit in
            """
            <path class="dots \(colour)" d="\(Self.dot(frame.stop(visit.stop)))">\
            <title>\(Markup.escaped(tip(visit, place)))</title></path>
            """
        }.joined()
    }

    private func tip(_ number: Int) -> String {
        let route = answer.routes[number]
        var lines = [
            "Route \(number + 1), \(figures.vehicle(route)): \(RouteFigures.count(route.visits.count, "stop"))"
        ]
        let load = figures.load(route)
        if !load.isEmpty { lines.append("load \(load)") }
        lines.append("distance \(model.shown(length: route.distance)), cost \(model.shown(route.cost.total))")
        if figures.tellsTimes {
            let times = [route.departure, route.end, route.waiting].map { model.shown(length: $0) }
            lines.append("leaves \(times[0]), is back \(times[1]), waits \(times[2])")
        }
        return lines.joined(separator: "\n")
    }

    private func tip(_ visit: RouteAnswer.Visit, _ place: Int) -> String {
        let name = "\(model.stops[visit.stop].name), stop \(place + 1)"
        guard figures.tellsTimes else { return name }
        let times = [visit.arrival, visit.waiting, visit.departure].map { model.shown(length: $0) }
        return "\(name)\narrives \(times[0]), waits \(times[1]), leaves \(times[2])"
    }

    private var leftOut: String {
        answer.leftOut.map { leftOut in
            let dot = Self.dot(frame.stop(leftOut.stop))
            let reason = LeftOutWords(leftOut.reason, model).sentence
            let tip = Markup.escaped("\(model.stops[leftOut.stop].name) is left out: \(reason)")
            return "<g><title>\(tip)</title>\(Self.ring(dot))</g>\n"
        }.joined()
    }

    private static func ring(_ dot: String) -> String {
        "<path class=\"left\" d=\"\(dot)\"/><path class=\"left inner\" d=\"\(dot)\"/>"
    }

    private func depot(_ index: Int) -> String {
        let dot = Self.dot(frame.depot(index))
        let name = Markup.escaped("Depot \(model.depots[index].name)")
        return "<g><title>\(name)</title><path class=\"depot\" d=\"\(dot)\"/><path class=\"mark\" d=\"\(dot)\"/></g>"
    }

    private var names: String {
        let depots = model.depots.enumerated().map { ($0.element.name, frame.depot($0.offset)) }
        let stops = model.stops.enumerated().map { ($0.element.name, frame.stop($0.offset)) }
        return MapNames(depots + stops, dot: style.dot + 4).placed.map { name in
            let (x, y) = (Decimals.text(name.x, digits: 1), Decimals.text(name.y, digits: 1))
            return "<text class=\"name\" x=\"\(x)\" y=\"\(y)\">\(Markup.escaped(name.name))</text>\n"
        }.joined()
    }

    /// What the marks mean, at the right of the title.
    private var key: String {
        let leftOut =
            answer.leftOut.isEmpty
            ? ""
            : Self.ring("M828 43h0")
                + "<text x=\"842\" y=\"48\">left out</text>"
        return """
            <g class="many">\(leftOut)<path class="depot" d="M920 43h0"/><path class="mark" d="M920 43h0"/>\
            <text x="934" y="48">depot</text></g>
            """
    }

    private var entries: [MapLegend.Entry] {
        answer.routes.enumerated().map { number, route in
            let stops = RouteFigures.count(route.visits.count, "stop")
            let vehicle = model.vehicles.count > 1 ? " \(figures.vehicle(route))," : ""
            let full = figures.fullness(route).map { ", \($0) % full" } ?? ""
            return .init(
                colour: colours.chosen[number], text: Markup.cut("\(number + 1):\(vehicle) \(stops)\(full)", to: 32),
                brief: "\(number + 1): \(stops)")
        }
    }

    private static func line(_ points: [MapFrame.Point]) -> String {
        points.enumerated().map { ($0.offset == 0 ? "M" : "L") + place($0.element) }.joined()
    }

    private static func dot(_ point: MapFrame.Point) -> String { "M\(place(point))h0" }

    private static func place(_ point: MapFrame.Point) -> String {
        "\(Decimals.text(point.x, digits: 1)) \(Decimals.text(point.y, digits: 1))"
    }
}
