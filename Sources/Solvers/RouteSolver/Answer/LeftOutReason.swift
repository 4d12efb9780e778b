// SPDX-License-Identifier: Apache-2.0

/// Why a stop is not served: what no vehicle can do, or what stands in the way where it would cost least.
public enum LeftOutReason: Sendable, Equatable {
    /// No vehicle has this skill.
    case noVehicleHas(skill: String)
    /// No vehicle keeps this temperature.
    case noVehicleKeeps(temperature: String)
    /// Each of its needs is met by some vehicle, but all of them by none.
    case noVehicleHasAll
    /// Even the most suitable empty vehicle holds `by` too little of the dimension.
    case tooLargeForEveryVehicle(dimension: Int, by: Int64)
    /// Even alone in the most suitable vehicle it is reached, or the depot is reached after it, `by` too late.
    case lateEvenAlone(by: Int64)
    case tooFarEvenAlone(by: Int64)
    case takesTooLongEvenAlone(by: Int64)
    /// All vehicles that may serve it are needed by others and may take no more: `obstacle` stands in the way in the
    /// cheapest place, where serving it would add `extra` cost units.
    case inTheWay(Obstacle, route: Int, extra: Int64)
    /// Serving it would add `extra` cost units, its price is `price`.
    case dearerThanItsPrice(extra: Int64, price: Int64)
    /// It could be added for `extra` cost units: the search that left it out has not finished.
    case notYet(extra: Int64)
    /// The vehicles that may serve it all stay away, as there are none of them.
    case noVehicle

    public enum Obstacle: Sendable, Equatable {
        /// The vehicle holds `by` too little of the dimension.
        case full(dimension: Int, by: Int64)
        /// It or a later stop, or the depot, would be reached `by` too late.
        case late(by: Int64)
        case tooFar(by: Int64)
        case takesTooLong(by: Int64)
        /// The vehicle has not what the stop needs.
        case unsuitable
    }
}
