// SPDX-License-Identifier: Apache-2.0

import Kernel
package import RouteSolver

/// What a checker found wrong in a plan, for people and for programs. Routes are numbered from one, stops named.
package struct RouteVerdictText {
    private let model: RouteModel
    private let verdict: RouteVerdict

    package init(_ model: RouteModel, _ verdict: RouteVerdict) {
        self.model = model
        self.verdict = verdict
    }

    package var text: String {
        (["Not legal:"] + sentences.map { "  \($0)" }).joined(separator: "\n") + "\n"
    }

    package var json: String {
        var json = JSONWriter()
        json.object { json in
            json.key("name")
            json.string(model.name)
            json.key("cost")
            json.number(model.shown(verdict.cost.total))
            json.key("feasible")
            json.bool(false)
            json.key("faults")
            json.array(sentences) { $0.string($1) }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    private var sentences: [String] { verdict.faults.map(sentence) }

    private func sentence(_ fault: RouteFault) -> String {
        func length(_ value: Int64) -> String { model.shown(length: value) }
        func route(_ index: Int) -> String { "route \(index + 1)" }
        func stop(_ index: Int) -> String { "stop \(model.stops[index].name)" }
        switch fault {
        case .noSuchType, .noSuchStop, .saysOtherwise: return fault.description
        case .servedTwice(let index, let times): return "\(stop(index)) is served \(times) times"
        case .tooManyVehicles(let type, let used, let count):
            return "\(used) routes for \(count) of vehicle \(model.vehicles[type].name)"
        case .overloaded(let index, let dimension, let load, let capacity):
            return "\(route(index)) carries \(load) \(model.dimensions[dimension]), its vehicle holds \(capacity)"
        case .noTimeToLeave(let index): return "\(route(index)): the depot is closed throughout the vehicle's shift"
        case .late(let index, let place, let arrival, let closed):
            return "\(route(index)) reaches \(place.map(stop) ?? "its last depot") at \(length(arrival)), "
                + "closed since \(length(closed))"
        case .lacksSkill(let index, let place, let skill):
            return "\(route(index)): \(stop(place)) needs \(skill), which the vehicle has not"
        case .lacksTemperature(let index, let place, let temperature):
            return "\(route(index)): \(stop(place)) needs \(temperature), which the vehicle does not keep"
        case .tooFar(let index, let distance, let longest):
            return "\(route(index)) drives \(length(distance)), of which \(length(longest)) is allowed"
        case .takesTooLong(let index, let time, let longest):
            return "\(route(index)) takes \(length(time)), of which \(length(longest)) is allowed"
        }
    }
}
