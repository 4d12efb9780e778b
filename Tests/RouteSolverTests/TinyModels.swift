// SPDX-License-Identifier: Apache-2.0

import Kernel
import RouteSolver

/// Models small enough to try everything, with every feature at once, drawn from a seed.
struct TinyModels {
    private var seed: Seed

    init(_ number: UInt64) { seed = Seed(number).stream("tiny models") }

    static let skills = ["tail-lift", "ovens"]
    static let temperatures = ["chilled", "frozen"]

    mutating func model(stops count: Int) -> RouteModel {
        let depots = draw(1...2)
        let size = Int(depots) + count
        let cells = size * size
        let distances = (0..<cells).map { Int32($0 % (size + 1) == 0 ? 0 : draw(1...9)) }
        let times = (0..<cells).map { Int32($0 % (size + 1) == 0 ? 0 : draw(1...7)) }
        return RouteModel(
            name: "tiny", depots: (0..<depots).map { .init("D\($0)", at: .init(), window: window(chance: 3)) },
            vehicles: (0..<draw(1...2)).map { vehicle(Int($0), depots) }, stops: (0..<count).map { stop($0) },
            dimensions: ["grams", "pallets"],
            travel: .matrix(.init(size: size, distances: distances, times: times)),
            units: .init(distancePerPrice: draw(1...3), timePerPrice: draw(1...4), decimals: 2),
            objective: seed.chance(1, in: 2) ? .cost : .vehiclesFirst)
    }

    private mutating func vehicle(_ number: Int, _ depots: Int64) -> RouteModel.Vehicle {
        RouteModel.Vehicle(
            "type \(number)", count: seed.chance(1, in: 4) ? nil : Int(draw(1...2)), start: Int(draw(0...depots - 1)),
            end: Int(draw(0...depots - 1)), capacity: [draw(4...12), draw(3...9)], fixedPrice: draw(0...20),
            distancePrice: draw(0...3), timePrice: draw(0...2), shift: window(chance: 2),
            longestDistance: seed.chance(1, in: 4) ? draw(10...40) : nil,
            longestTime: seed.chance(1, in: 4) ? draw(10...40) : nil, skills: some(Self.skills, 7, in: 8),
            temperatures: some(Self.temperatures, 7, in: 8))
    }

    private mutating func stop(_ number: Int) -> RouteModel.Stop {
        RouteModel.Stop(
            "S\(number)", at: .init(), deliver: [draw(0...4), draw(0...2)],
            collect: seed.chance(1, in: 2) ? [] : [draw(0...4), draw(0...2)], serviceTime: draw(0...5),
            windows: windows(), skills: some(Self.skills, 1, in: 16),
            temperature: seed.chance(1, in: 10) ? seed.choice(of: Self.temperatures) : nil,
            price: seed.chance(1, in: 3) ? draw(0...60) : nil, priority: seed.chance(1, in: 3) ? draw(1...3) : 0)
    }

    private mutating func windows() -> [RouteModel.TimeWindow] {
        var windows: [RouteModel.TimeWindow] = []
        var moment: Int64 = 0
        for _ in 0..<draw(0...3) {
            let opens = moment + draw(1...(windows.isEmpty ? 16 : 6))
            windows.append(.init(opens, opens + draw(0...5)))
            moment = windows[windows.count - 1].closes
        }
        return windows
    }

    private mutating func window(chance: Int64) -> RouteModel.TimeWindow {
        guard seed.chance(1, in: chance) else { return .always }
        let opens = draw(0...6)
        return .init(opens, opens + draw(12...40))
    }

    private mutating func some(_ words: [String], _ numerator: Int64, in denominator: Int64) -> Set<String> {
        Set(words.filter { _ in seed.chance(numerator, in: denominator) })
    }

    mutating func draw(_ range: ClosedRange<Int64>) -> Int64 { seed.integer(in: range) }

    /// A plan that may break any rule but knows its stops and types.
    mutating func plan(_ model: RouteModel) -> RoutePlan {
        var stops = Array(model.stops.indices).shuffled(using: &seed)
        var plan = RoutePlan()
        while !stops.isEmpty {
            let count = Int(draw(1...Int64(min(4, stops.count))))
            let type = Int(draw(0...Int64(model.vehicles.count - 1)))
            plan.routes.append(.init(type: type, Array(stops.prefix(count))))
            stops.removeFirst(count)
            if seed.chance(1, in: 3) { break }
        }
        return plan
    }
}
