// SPDX-License-Identifier: Apache-2.0

import Kernel
package import RouteSolver

/// Everything an answer says, as one JSON object on one line. Costs, distances and times are written as the file of the
/// model writes them: 776.1 where 7761 is kept.
package struct RouteAnswerJSON {
    /// What is said of the run that found the answer.
    package struct Run: Sendable {
        package var cpuSeconds: Double
        package var seconds: Double
        /// Until the first plan that serves all that must be served; nil if there was none.
        package var firstFeasibleSeconds: Double?
        package var iterations: Int
        package var seed: UInt64

        package init(
            cpuSeconds: Double, seconds: Double, firstFeasibleSeconds: Double?, iterations: Int, seed: UInt64
        ) {
            self.cpuSeconds = cpuSeconds
            self.seconds = seconds
            self.firstFeasibleSeconds = firstFeasibleSeconds
            self.iterations = iterations
            self.seed = seed
        }
    }

    private let model: RouteModel
    private let answer: RouteAnswer

    package init(_ model: RouteModel, _ answer: RouteAnswer) {
        self.model = model
        self.answer = answer
    }

    /// - Parameters:
    ///   - run: nil for an answer that was not searched for, but read.
    ///   - gap: to a plan that is known, in percent.
    package func text(_ run: Run?, gap: Double? = nil) -> String {
        var json = JSONWriter()
        json.object { json in
            json.key("name")
            json.string(model.name)
            json.key("cost")
            json.number(model.shown(answer.cost.total))
            write("costs", answer.cost, &json)
            json.key("feasible")
            json.bool(answer.isFeasible)
            if let gap { number("gap_percent", gap, digits: 4, &json) }
            json.key("objective")
            json.string(model.objective.rawValue)
            json.key("dimensions")
            json.array(model.dimensions) { $0.string($1) }
            json.key("routes")
            json.array(answer.routes.enumerated()) { write($1.element, number: $1.offset + 1, &$0) }
            json.key("unassigned")
            json.array(answer.leftOut) { write($1, &$0) }
            if let run { write(run, &json) }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    private func write(_ run: Run, _ json: inout JSONWriter) {
        number("cpu_seconds", run.cpuSeconds, digits: 3, &json)
        number("seconds", run.seconds, digits: 3, &json)
        if let first = run.firstFeasibleSeconds { number("first_feasible_seconds", first, digits: 6, &json) }
        json.key("iterations")
        json.integer(Int64(run.iterations))
        json.key("seed")
        json.number(String(run.seed))
    }

    private func write(_ route: RouteAnswer.Route, number: Int, _ json: inout JSONWriter) {
        json.object { json in
            json.key("route")
            json.integer(Int64(number))
            json.key("vehicle")
            json.string(model.vehicles[route.type].name)
            json.key("cost")
            json.number(model.shown(route.cost.total))
            write("costs", route.cost, &json)
            length("distance", route.distance, &json)
            length("departure", route.departure, &json)
            length("end", route.end, &json)
            length("waiting", route.waiting, &json)
            json.key("load")
            json.array(route.loadAtDeparture) { $0.integer($1) }
            json.key("stops")
            json.array(route.visits) { write($1, &$0) }
        }
    }

    private func write(_ visit: RouteAnswer.Visit, _ json: inout JSONWriter) {
        json.object { json in
            identify(visit.stop, &json)
            length("arrival", visit.arrival, &json)
            length("waiting", visit.waiting, &json)
            length("departure", visit.departure, &json)
            json.key("load")
            json.array(visit.loadAfter) { $0.integer($1) }
        }
    }

    private func write(_ leftOut: RouteAnswer.LeftOut, _ json: inout JSONWriter) {
        let words = LeftOutWords(leftOut.reason, model)
        json.object { json in
            identify(leftOut.stop, &json)
            json.key("reason")
            json.string(words.code)
            json.key("sentence")
            json.string(words.sentence)
        }
    }

    /// By its name, and by its number in a `.sol` file.
    private func identify(_ stop: Int, _ json: inout JSONWriter) {
        json.key("stop")
        json.string(model.stops[stop].name)
        json.key("place")
        json.integer(Int64(stop + model.depots.count))
    }

    private func write(_ key: StaticString, _ cost: RouteCost, _ json: inout JSONWriter) {
        json.key(key)
        json.object { json in
            json.key("vehicles")
            json.number(model.shown(cost.vehicles))
            json.key("distance")
            json.number(model.shown(cost.distance))
            json.key("time")
            json.number(model.shown(cost.time))
            json.key("unassigned")
            json.number(model.shown(cost.leftOut))
        }
    }

    private func length(_ key: StaticString, _ value: Int64, _ json: inout JSONWriter) {
        json.key(key)
        json.number(model.shown(length: value))
    }

    private func number(_ key: StaticString, _ value: Double, digits: Int, _ json: inout JSONWriter) {
        json.key(key)
        json.number(Decimals.text(value, digits: digits))
    }
}
