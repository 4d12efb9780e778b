// SPDX-License-Identifier: Apache-2.0

package import RouteSolver

/// Why a stop is not served: a word for programs, a sentence for people.
package struct LeftOutWords: Sendable, Equatable {
    package let code: String
    package let sentence: String

    package init(_ reason: LeftOutReason, _ model: RouteModel) {
        func dimension(_ index: Int) -> String {
            model.dimensions.indices.contains(index) ? model.dimensions[index] : "dimension \(index)"
        }
        func length(_ value: Int64) -> String { model.shown(length: value) }
        (code, sentence) =
            switch reason {
            case .noVehicleHas(let skill): ("no-vehicle-with-skill", "no vehicle has \(skill)")
            case .noVehicleKeeps(let temperature):
                ("no-vehicle-with-temperature", "no vehicle keeps goods \(temperature)")
            case .noVehicleHasAll: ("no-vehicle-with-all", "no vehicle has all that it needs")
            case .tooLargeForEveryVehicle(let index, let by):
                ("too-large", "too large for every vehicle, by \(by) \(dimension(index))")
            case .lateEvenAlone(let by): ("too-late", "reached \(length(by)) too late, even alone")
            case .tooFarEvenAlone(let by): ("too-far", "\(length(by)) too far, even alone")
            case .takesTooLongEvenAlone(let by): ("takes-too-long", "takes \(length(by)) too long, even alone")
            case .inTheWay(let obstacle, let route, let extra):
                (
                    "in-the-way",
                    "cheapest in route \(route + 1), for \(model.shown(extra)), but "
                        + Self.words(obstacle, dimension, length)
                )
            case .dearerThanItsPrice(let extra, let price):
                (
                    "dearer-than-its-price",
                    "serving it would cost \(model.shown(extra)), leaving it out \(model.shown(price))"
                )
            case .notYet(let extra):
                ("not-yet", "could be served for \(model.shown(extra)); the search has not got there")
            case .noVehicle: ("no-vehicle", "there is no vehicle that may serve it")
            }
    }

    private static func words(
        _ obstacle: LeftOutReason.Obstacle, _ dimension: (Int) -> String, _ length: (Int64) -> String
    ) -> String {
        switch obstacle {
        case .full(let index, let by): "the vehicle holds \(by) \(dimension(index)) too little"
        case .late(let by): "a stop or the depot would be reached \(length(by)) too late"
        case .tooFar(let by): "the route would be \(length(by)) too far"
        case .takesTooLong(let by): "the route would take \(length(by)) too long"
        case .unsuitable: "its vehicle has not what the stop needs"
        }
    }
}
