// SPDX-License-Identifier: Apache-2.0

import Kernel
import RouteSolver
import Testing

@testable import RouteViews

@Suite struct `A map of routes` {
    private func map(_ model: RouteModel, _ answer: RouteAnswer) throws -> PlainXML {
        try PlainXML(RouteMap(model, answer).svg)
    }

    @Test func `has every route, every stop with its times, the depot, and what is left out with its reason`() throws {
        let model = Drawn.model(stops: 8)
        let answer = try Drawn.answer(model)
        let map = try map(model, answer)
        #expect(answer.routes.count == 3 && answer.leftOut.count == 1)
        #expect(map.all("g", "route").count == 3)
        let tips = map.all("title").map(\.text)
        for (number, route) in answer.routes.enumerated() {
            let tip = try #require(
                tips.first { $0.hasPrefix("Route \(number + 1), van & co: \(route.visits.count) stop") })
            #expect(tip.contains("cost \(model.shown(route.cost.total))"))
            #expect(tip.contains("leaves \(route.departure), is back \(route.end), waits \(route.waiting)"))
            for visit in route.visits {
                let name = model.stops[visit.stop].name
                let stop = try #require(tips.first { $0.hasPrefix("\(name), stop") })
                #expect(stop.hasSuffix("arrives \(visit.arrival), waits \(visit.waiting), leaves \(visit.departure)"))
            }
        }
        #expect(tips.contains("Depot D<1>"))
        let reason = LeftOutWords(answer.leftOut[0].reason, model).sentence
        #expect(tips.contains("S8 <&> is left out: \(reason)"))
        #expect(
            map.all("text", "title").map(\.text) == ["<Tuesday> & \"north\": cost \(model.shown(answer.cost.total))"])
        #expect(map.all("text").map(\.text).contains("not feasible ") == false)
        #expect(map.all("tspan", "fault").map(\.text) == ["not feasible"])
    }

    @Test func `is the same to the byte for the same answer`() throws {
        let model = Drawn.model(stops: 30)
        let answer = try Drawn.answer(model)
        #expect(try RouteMap(model, answer).svg == RouteMap(model, answer).svg)
    }

    @Test func `is drawn without any route, without any stop, and for places that are all the same`() throws {
        let model = Drawn.model()
        #expect(try map(model, Drawn.nothing(model)).all("g", "route").isEmpty)
        var empty = model
        empty.stops = []
        #expect(try map(empty, Drawn.nothing(empty)).all("path", "depot").count == 2)
        var piled = model
        for stop in piled.stops.indices { piled.stops[stop].place = piled.depots[0].place }
        #expect(try map(piled, Drawn.answer(piled)).all("g", "route").count == 1)
    }

    @Test func `keeps every place within its frame, north up`() throws {
        for earth in [false, true] {
            for count in [2, 4, 40, 300] {
                let model = Drawn.model(earth: earth, stops: count)
                let frame = try MapFrame(model)
                for stop in model.stops.indices {
                    let point = frame.stop(stop)
                    #expect((0...MapFrame.width).contains(point.x))
                    #expect((MapFrame.top...(MapFrame.top + frame.height)).contains(point.y))
                }
            }
        }
        var model = Drawn.model()
        model.stops[0].place = .plane(x: 0, y: 0)
        model.stops[1].place = .plane(x: 10, y: 100)
        let frame = try MapFrame(model)
        #expect(frame.stop(0).y > frame.stop(1).y && frame.stop(0).x < frame.stop(1).x)
    }

    @Test func `has one path for the dots of a route when there are thousands`() throws {
        for (count, each) in [(2_500, true), (2_501, false)] {
            let model = Drawn.model(stops: count)
            let answer = try Drawn.answer(model)
            let dots = try map(model, answer).elements.count { $0.attributes["class"]?.hasPrefix("dots") ?? false }
            #expect(dots == (each ? count - 1 : answer.routes.count))
        }
    }

    @Test func `tells how many routes have no room in the legend`() throws {
        let model = Drawn.model(stops: 151)
        let answer = try Drawn.answer(model)
        let legend = try map(model, answer).all("text").map(\.text)
        #expect(answer.routes.count == 50)
        #expect(legend.contains { $0.hasPrefix("47:") } && legend.contains("and 3 more"))
        #expect(!legend.contains { $0.hasPrefix("48:") })
        #expect(legend.contains("and 39 more"))
    }

    @Test func `is refused for a place without coordinates, by name`() throws {
        var model = Drawn.model()
        model.stops[2].place = .row(3)
        #expect(throws: RouteViewFault.nowhere(place: "S3 <&>")) { try RouteMap.check(model) }
    }

    @Test func `cannot be broken by a name`() throws {
        for name in ["</title><script>", "]]>", "a\u{1}b", "&#0;", "\"'\n", "日本 🚚", "\u{fffe}"] {
            var model = Drawn.model()
            model.name = name
            model.stops[0].name = name
            model.vehicles[0].name = name
            model.depots[0].name = name
            let map = try map(model, Drawn.answer(model))
            #expect(map.all("script").isEmpty)
            #expect(map.elements.allSatisfy { $0.text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" } })
        }
    }

    @Test func `gives neighbouring routes different colours`() {
        let line = MapColours((0..<30).map { [(x: Double($0), y: 0.0)] }).chosen
        for (one, other) in zip(line, line.dropFirst()) { #expect(one != other) }
        for (one, other) in zip(line, line.dropFirst(2)) { #expect(one != other) }
        #expect(Set(line).count == MapColours.light.count)
        #expect(MapColours.light.count == MapColours.dark.count && Set(MapColours.light).count == 12)
    }

    @Test func `names places where no other name or dot stands`() {
        let points = (0..<40).map { MapFrame.Point(x: 100 + Double($0 % 6) * 60, y: 100 + Double($0 / 6) * 9) }
        let places = points.enumerated().map { (name: "stop \($0.offset)", point: $0.element) }
        let names = MapNames(places, dot: 6).placed
        #expect(names.count > 5 && names.count < 40)
        for (number, one) in names.enumerated() {
            for other in names.dropFirst(number + 1) {
                #expect(abs(one.x - other.x) > 30 || abs(one.y - other.y) > 10)
            }
        }
        #expect(MapNames(places + places, dot: 6).placed.isEmpty)
    }
}
