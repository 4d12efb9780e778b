// SPDX-License-Identifier: Apache-2.0

import RouteSolver
import Testing

@Suite struct `Reasons for leaving out` {
    /// A depot at the end of a street and a van that serves the first stop; the second stop is left out.
    private func reason(_ change: (inout RouteModel) -> Void) throws -> LeftOutReason? {
        var model = RouteModel(
            depots: [.init("D", at: .plane(x: 0, y: 0))],
            vehicles: [.init("van", count: 1, capacity: [10], distancePrice: 1, shift: .init(0, 100))],
            stops: [
                .init("near", at: .plane(x: 10, y: 0), deliver: [6], serviceTime: 5),
                .init("far", at: .plane(x: 20, y: 0), deliver: [4], serviceTime: 5),
            ], dimensions: ["pallets"], units: .init(distancePerPrice: 1, timePerPrice: 1, decimals: 0))
        change(&model)
        return try RouteTimetable(model).answer(RoutePlan([.init(type: 0, [0])])).leftOut.first?.reason
    }

    @Test func `what no vehicle can do comes first`() throws {
        #expect(try reason { $0.stops[1].skills = ["ovens"] } == .noVehicleHas(skill: "ovens"))
        #expect(try reason { $0.stops[1].temperature = "frozen" } == .noVehicleKeeps(temperature: "frozen"))
        #expect(try reason { $0.stops[1].deliver = [13] } == .tooLargeForEveryVehicle(dimension: 0, by: 3))
        #expect(try reason { $0.stops[1].windows = [.init(0, 18)] } == .lateEvenAlone(by: 2))
        #expect(try reason { $0.stops[1].serviceTime = 63 } == .lateEvenAlone(by: 3))
        #expect(try reason { $0.vehicles[0].longestDistance = 30 } == .tooFarEvenAlone(by: 10))
        #expect(try reason { $0.vehicles[0].longestTime = 30 } == .takesTooLongEvenAlone(by: 15))
        let apart = try reason { model in
            model.stops[1].skills = ["ovens"]
            model.stops[1].temperature = "frozen"
            model.vehicles.append(.init("a", capacity: [10], skills: ["ovens"]))
            model.vehicles.append(.init("b", capacity: [10], temperatures: ["frozen"]))
        }
        #expect(apart == .noVehicleHasAll)
    }

    @Test func `then what stands in the way where it would cost least`() throws {
        #expect(
            try reason { $0.stops[1].deliver = [5] } == .inTheWay(.full(dimension: 0, by: 1), route: 0, extra: 20))
        // After the first stop it is reached at 25, before it the first one at 35.
        let late = try reason { model in
            model.stops[0].windows = [.init(0, 12)]
            model.stops[1].windows = [.init(0, 22)]
        }
        #expect(late == .inTheWay(.late(by: 3), route: 0, extra: 20))
        #expect(try reason { $0.vehicles[0].longestTime = 48 } == .inTheWay(.takesTooLong(by: 2), route: 0, extra: 20))
        let tooFar = try reason { model in
            model.stops[1].place = .plane(x: 0, y: 10)
            model.vehicles[0].longestDistance = 30
        }
        #expect(tooFar == .inTheWay(.tooFar(by: 4), route: 0, extra: 14))
        let unsuitable = try reason { model in
            model.stops[1].skills = ["ovens"]
            model.vehicles.append(.init("fitter", count: 0, capacity: [10], skills: ["ovens"]))
        }
        #expect(unsuitable == .inTheWay(.unsuitable, route: 0, extra: 20))
    }

    @Test func `then its price, and what would have been possible`() throws {
        #expect(try reason { $0.stops[1].price = 19 } == .dearerThanItsPrice(extra: 20, price: 19))
        #expect(try reason { $0.stops[1].price = 21 } == .notYet(extra: 20))
        #expect(try reason { _ in } == .notYet(extra: 20))
        let cheaperAlone = try reason { model in
            model.stops[1].deliver = [5]
            model.vehicles.append(.init("bike", capacity: [5], fixedPrice: 3))
        }
        #expect(cheaperAlone == .notYet(extra: 3))
    }
}
