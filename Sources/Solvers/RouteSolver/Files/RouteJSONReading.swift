// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Reads our own format, remembering where it stands. Members that are not known are refused: a constraint that is
/// misspelt would otherwise be read over.
struct RouteJSONReading {
    /// Where each part of the model begins, in bytes.
    private(set) var offsets: [RouteModelFault.Subject: Int] = [:]
    private var path: [String] = []
    private var dimensions: [String] = []

    /// Where it stands: `stops[3].windows`.
    var field: String { path.isEmpty ? "model" : path.joined(separator: ".") }

    mutating func model(_ json: inout JSONReader) throws -> RouteModel {
        var model = RouteModel(depots: [], vehicles: [], stops: [], dimensions: [])
        // Amounts and depots are named before they are declared, if the file says so.
        var vehicles: [NamedVehicle] = []
        var stops: [(RouteModel.Stop, deliver: Amounts, collect: Amounts)] = []
        try object(&json) { reading, key, json in
            switch key {
            case "name": model.name = try json.string()
            case "units": model.units = try reading.units(&json)
            case "dimensions": model.dimensions = try json.array { try $0.string() }
            case "objective": model.objective = try reading.objective(&json)
            case "travel":
                reading.offsets[.travel] = json.nextOffset()
                model.travel = try reading.travel(&json)
            case "depots":
                model.depots = try reading.list(key, &json, RouteModelFault.Subject.depot) { try $0.depot(&$1) }
            case "vehicles":
                vehicles = try reading.list(key, &json, RouteModelFault.Subject.vehicle) { try $0.vehicle(&$1) }
            case "stops": stops = try reading.list(key, &json, RouteModelFault.Subject.stop) { try $0.stop(&$1) }
            default: return false
            }
            return true
        }
        try json.end()
        dimensions = model.dimensions
        for (index, named) in vehicles.enumerated() {
            path = ["vehicles[\(index)]"]
            model.vehicles.append(try resolve(named, model.depots))
        }
        for (index, (stop, deliver, collect)) in stops.enumerated() {
            path = ["stops[\(index)]"]
            var stop = stop
            stop.deliver = try numbers(deliver, "deliver")
            stop.collect = try numbers(collect, "collect")
            model.stops.append(stop)
        }
        path = []
        return model
    }

    /// Amounts by dimension, with where they stand.
    private typealias Amounts = [(dimension: String, amount: Int64, offset: Int)]

    /// A vehicle whose depots and amounts are still names.
    private struct NamedVehicle {
        var vehicle = RouteModel.Vehicle("", capacity: [])
        var capacity: Amounts = []
        var start: (name: String, offset: Int)?
        var end: (name: String, offset: Int)?
    }

    private func numbers(_ amounts: Amounts, _ key: String) throws -> [Int64] {
        var numbers = Array(repeating: Int64(0), count: dimensions.count)
        for (dimension, amount, offset) in amounts {
            guard let index = dimensions.firstIndex(of: dimension) else {
                throw JSONFault(
                    expected: "\(key) by the model's dimensions, which have no '\(dimension)'", offset: offset)
            }
            numbers[index] = amount
        }
        return numbers
    }

    private func resolve(_ named: NamedVehicle, _ depots: [RouteModel.Depot]) throws -> RouteModel.Vehicle {
        var vehicle = named.vehicle
        func index(_ depot: (name: String, offset: Int)?) throws -> Int? {
            guard let depot else { return nil }
            guard let index = depots.firstIndex(where: { $0.name == depot.name }) else {
                throw JSONFault(expected: "the name of a depot, which '\(depot.name)' is not", offset: depot.offset)
            }
            return index
        }
        vehicle.start = try index(named.start) ?? 0
        vehicle.end = try index(named.end) ?? vehicle.start
        vehicle.capacity = try numbers(named.capacity, "capacity")
        return vehicle
    }

    // A part's members, and lists of parts. A fault leaves the path as it was where it happened.

    private typealias Member = (inout RouteJSONReading, String, inout JSONReader) throws -> Bool

    private mutating func object(_ json: inout JSONReader, _ member: Member) throws {
        var seen: Set<String> = []
        let depth = path.count
        try json.object { key, json in
            path.append(key)
            let offset = json.nextOffset()
            guard seen.insert(key).inserted else { throw JSONFault(expected: "this member once", offset: offset) }
            guard try member(&self, key, &json) else {
                throw JSONFault(expected: "no member of this name; it is not known here", offset: offset)
            }
            path.removeLast(path.count - depth)
        }
    }

    private mutating func list<Part>(
        _ key: String, _ json: inout JSONReader, _ subject: (Int) -> RouteModelFault.Subject,
        _ part: (inout RouteJSONReading, inout JSONReader) throws -> Part
    ) throws -> [Part] {
        var index = 0
        let depth = path.count
        return try json.array { json in
            path[depth - 1] = "\(key)[\(index)]"
            offsets[subject(index)] = json.nextOffset()
            index += 1
            return try part(&self, &json)
        }
    }

    private func whole(_ json: inout JSONReader, _ range: ClosedRange<Int64> = 0...RouteLimits.latest) throws -> Int64 {
        let offset = json.nextOffset()
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let value = try? json.decimal(), let whole = Int64(exactly: value), range.contains(whole) else {
            throw JSONFault(expected: expected, offset: offset)
        }
        return whole
    }

    private mutating func units(_ json: inout JSONReader) throws -> RouteModel.Units {
        let usual = RouteModel.Units()
        var (distance, time, decimals) = (usual.distancePerPrice, usual.timePerPrice, usual.decimals)
        try object(&json) { reading, key, json in
            switch key {
            case "distancePerPrice": distance = try reading.whole(&json, 1...1_000_000)
            case "timePerPrice": time = try reading.whole(&json, 1...1_000_000)
            case "decimals": decimals = Int(try reading.whole(&json, 0...9))
            default: return false
            }
            return true
        }
        return RouteModel.Units(distancePerPrice: distance, timePerPrice: time, decimals: decimals)
    }

    private func objective(_ json: inout JSONReader) throws -> RouteModel.Objective {
        let offset = json.nextOffset()
        guard let objective = RouteModel.Objective(rawValue: try json.string()) else {
            let known = RouteModel.Objective.allCases.map(\.rawValue).joined(separator: " or ")
            throw JSONFault(expected: known, offset: offset)
        }
        return objective
    }

    private mutating func travel(_ json: inout JSONReader) throws -> RouteModel.Travel {
        var travel: RouteModel.Travel?
        let offset = json.nextOffset()
        try object(&json) { reading, key, json in
            guard travel == nil else { return false }
            switch key {
            case "crow": travel = .crow(try reading.crow(&json))
            case "matrix": travel = .matrix(try TableJSON.matrix(&json))
            default: return false
            }
            return true
        }
        guard let travel else { throw JSONFault(expected: "crow or matrix", offset: offset) }
        return travel
    }

    private mutating func crow(_ json: inout JSONReader) throws -> RouteModel.CrowFlight {
        var crow = RouteModel.CrowFlight()
        try object(&json) { reading, key, json in
            switch key {
            case "rounding":
                let offset = json.nextOffset()
                guard let rounding = RouteRounding(rawValue: try json.string()) else {
                    let known = RouteRounding.allCases.map(\.rawValue).joined(separator: ", ")
                    throw JSONFault(expected: "one of \(known)", offset: offset)
                }
                crow.rounding = rounding
            case "detourPercent": crow.detourPercent = try reading.whole(&json, 100...1_000)
            case "speedDistance": crow.speedDistance = try reading.whole(&json, 1...RouteLimits.largest)
            case "speedTime": crow.speedTime = try reading.whole(&json, 1...RouteLimits.largest)
            default: return false
            }
            return true
        }
        return crow
    }

    /// The members that say where something stands.
    private struct Where {
        var numbers: [String: Double] = [:]
        var row: Int?

        static let members: Set = ["x", "y", "latitude", "longitude"]

        func place(_ offset: Int) throws -> RouteModel.Place {
            let given = (numbers["x"], numbers["y"], numbers["latitude"], numbers["longitude"])
            switch given {
            case (nil, nil, nil, nil): return .init(row: row)
            case (let x?, let y?, nil, nil): return .init(.plane(x: x, y: y), row: row)
            case (nil, nil, let north?, let east?): return .init(.earth(latitude: north, longitude: east), row: row)
            default: throw JSONFault(expected: "x and y, or latitude and longitude", offset: offset)
            }
        }
    }

    private func take(_ key: String, _ json: inout JSONReader, _ place: inout Where) throws -> Bool {
        if Where.members.contains(key) {
            place.numbers[key] = try json.decimal()
        } else if key == "row" {
            place.row = Int(try whole(&json, 0...Int64(RouteLimits.mostPlaces)))
        } else {
            return false
        }
        return true
    }

    private mutating func depot(_ json: inout JSONReader) throws -> RouteModel.Depot {
        let offset = json.nextOffset()
        var depot = RouteModel.Depot("", at: .init())
        var place = Where()
        try object(&json) { reading, key, json in
            switch key {
            case "name": depot.name = try json.string()
            case "window": depot.window = try reading.window(&json)
            default: return try reading.take(key, &json, &place)
            }
            return true
        }
        depot.place = try place.place(offset)
        return depot
    }

    private func depotName(_ json: inout JSONReader) throws -> (name: String, offset: Int) {
        let offset = json.nextOffset()
        return (try json.string(), offset)
    }

    private mutating func vehicle(_ json: inout JSONReader) throws -> NamedVehicle {
        var named = NamedVehicle()
        try object(&json) { reading, key, json in
            switch key {
            case "name": named.vehicle.name = try json.string()
            case "count":
                named.vehicle.count =
                    try json.null() ? nil : Int(reading.whole(&json, 0...Int64(RouteLimits.mostVehicles)))
            case "start": named.start = try reading.depotName(&json)
            case "end": named.end = try reading.depotName(&json)
            case "capacity": named.capacity = try reading.amounts(&json)
            case "fixedPrice": named.vehicle.fixedPrice = try reading.whole(&json)
            case "distancePrice": named.vehicle.distancePrice = try reading.whole(&json)
            case "timePrice": named.vehicle.timePrice = try reading.whole(&json)
            case "shift": named.vehicle.shift = try reading.window(&json)
            case "longestDistance": named.vehicle.longestDistance = try reading.whole(&json)
            case "longestTime": named.vehicle.longestTime = try reading.whole(&json)
            case "skills": named.vehicle.skills = Set(try json.array { try $0.string() })
            case "temperatures": named.vehicle.temperatures = Set(try json.array { try $0.string() })
            default: return false
            }
            return true
        }
        return named
    }

    private mutating func stop(
        _ json: inout JSONReader
    ) throws -> (RouteModel.Stop, deliver: Amounts, collect: Amounts) {
        let offset = json.nextOffset()
        var stop = RouteModel.Stop("", at: .init())
        var (deliver, collect): (Amounts, Amounts) = ([], [])
        var place = Where()
        try object(&json) { reading, key, json in
            switch key {
            case "name": stop.name = try json.string()
            case "deliver": deliver = try reading.amounts(&json)
            case "collect": collect = try reading.amounts(&json)
            case "serviceTime": stop.serviceTime = try reading.whole(&json, 0...RouteLimits.largest)
            case "windows": stop.windows = try json.array { try reading.window(&$0) }
            case "skills": stop.skills = Set(try json.array { try $0.string() })
            case "temperature": stop.temperature = try json.string()
            case "price": stop.price = try reading.whole(&json)
            case "priority": stop.priority = try reading.whole(&json, 0...RouteLimits.highestPriority)
            default: return try reading.take(key, &json, &place)
            }
            return true
        }
        stop.place = try place.place(offset)
        return (stop, deliver, collect)
    }

    private mutating func amounts(_ json: inout JSONReader) throws -> Amounts {
        var amounts: Amounts = []
        try object(&json) { reading, key, json in
            let offset = json.nextOffset()
            amounts.append((key, try reading.whole(&json, 0...RouteLimits.largest), offset))
            return true
        }
        return amounts
    }

    /// Two moments, of which the later may be null for a window that does not close.
    private func window(_ json: inout JSONReader) throws -> RouteModel.TimeWindow {
        let offset = json.nextOffset()
        let moments = try json.array { try $0.null() ? RouteLimits.never : whole(&$0) }
        guard moments.count == 2, moments[0] <= moments[1], moments[0] != RouteLimits.never else {
            throw JSONFault(expected: "two moments, the opening and a later closing or null", offset: offset)
        }
        return .init(moments[0], moments[1])
    }
}
