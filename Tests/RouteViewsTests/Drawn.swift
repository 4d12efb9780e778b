// SPDX-License-Identifier: Apache-2.0

import Kernel
import RouteSolver

/// Answers to draw: made by hand, with names that need escapes and one stop that is left out.
enum Drawn {
    static func model(earth: Bool = false, stops count: Int = 4) -> RouteModel {
        func place(_ index: Int) -> RouteModel.Place {
            let (x, y) = (Double(index % 7), Double(index / 7) + 0.5 * Double(index % 2))
            return earth ? .earth(latitude: 52 + x / 10, longitude: 13 + y / 10) : .plane(x: x * 100, y: y * 100)
        }
        return RouteModel(
            name: "<Tuesday> & \"north\"", depots: [.init("D<1>", at: place(0))],
            vehicles: [
                .init("van & co", count: nil, capacity: [6, 900], fixedPrice: 500, distancePrice: 100, timePrice: 60),
                .init("truck", capacity: [60, 9_000], fixedPrice: 900, distancePrice: 150, timePrice: 90),
            ],
            stops: (1...count).map { number in
                var stop = RouteModel.Stop("S\(number) <&>", at: place(number), deliver: [2, Int64(10 + number % 90)])
                stop.windows = [.init(Int64(100 * number), 100_000_000)]
                stop.serviceTime = 30
                return stop
            }, dimensions: ["pallets", "kilograms"])
    }

    /// The first three stops, and a van's load each from there on; the last is left out.
    static func answer(_ model: RouteModel) throws -> RouteAnswer {
        let stops = Array(model.stops.indices.dropLast())
        let routes = stride(from: 0, to: stops.count, by: 3).map { RoutePlan.Route(Array(stops[$0...].prefix(3))) }
        return try RouteTimetable(model).answer(RoutePlan(routes))
    }

    static func nothing(_ model: RouteModel) throws -> RouteAnswer { try RouteTimetable(model).answer(RoutePlan()) }
}
