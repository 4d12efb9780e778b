// SPDX-License-Identifier: Apache-2.0

/// What a VRPLIB file means.
struct VRPLIBModel {
    private let file: VRPLIBFile
    private let rounding: RouteRounding
    private var count = 0
    /// Node numbers from zero, in the order of the file.
    private var depots: [Int] = []

    init(_ file: VRPLIBFile, _ rounding: RouteRounding) {
        self.file = file
        self.rounding = rounding
    }

    private static let types: Set = [
        "CVRP", "DCVRP", "VRPTW", "CVRPTW", "HFVRP", "HVRP", "MDVRP", "MDVRPTW", "PCVRP", "PCVRPTW",
    ]

    mutating func model() throws(RouteFileFault) -> RouteModel {
        let type = try file.word("TYPE")
        if let (word, reader) = type, !Self.types.contains(String(word)) {
            let known = Self.types.sorted().joined(separator: ", ")
            throw RouteFileFault(reader.line, "TYPE", "one of \(known)", found: word)
        }
        guard let (word, reader) = try file.word("DIMENSION") else { throw missing("DIMENSION") }
        count = Int(try reader.whole(word, 1...Int64(RouteLimits.mostPlaces)))
        depots = try depotNodes()
        let isDepot = Set(depots)
        let stops = (0..<count).filter { !isDepot.contains($0) }
        let places = try places()
        let travel = try travel(order: depots + stops)
        let windows = try windows()
        var model = RouteModel(
            name: String(file.headers["NAME"]?.text ?? ""),
            depots: depots.map { .init("\($0)", at: places[$0], window: windows?[$0] ?? .always) },
            vehicles: try vehicles(), stops: [], dimensions: ["load"], travel: travel,
            units: rounding.units(decimals: type?.0 == "HFVRP" ? 2 : 0))
        model.stops = try self.stops(stops, places, windows)
        do { try model.check() } catch {
            throw RouteFileFault(reader.line, "\(error.subject), \(error.field)", error.expected)
        }
        return model
    }

    private func missing(_ field: String) -> RouteFileFault {
        RouteFileFault(file.lastLine, field, "this part before the end of the file")
    }

    private func depotNodes() throws(RouteFileFault) -> [Int] {
        guard let section = file.sections["DEPOT_SECTION"] else { throw missing("DEPOT_SECTION") }
        var nodes: [Int] = []
        for row in section.rows {
            for word in row.words where word != "-1" {
                let reader = WordReader(line: row.line, field: "DEPOT_SECTION")
                let node = Int(try reader.whole(word, 1...Int64(count))) - 1
                guard !nodes.contains(node) else {
                    throw RouteFileFault(row.line, "DEPOT_SECTION", "each depot once", found: word)
                }
                nodes.append(node)
            }
        }
        guard !nodes.isEmpty else { throw RouteFileFault(section.line, "DEPOT_SECTION", "at least one depot") }
        guard nodes.count <= 1_000 else { throw RouteFileFault(section.line, "DEPOT_SECTION", "at most 1000 depots") }
        return nodes.sorted()
    }

    private func places() throws(RouteFileFault) -> [RouteModel.Place] {
        guard let rows = try file.table("NODE_COORD_SECTION", count: count, width: 2) else {
            return Array(repeating: RouteModel.Place(), count: count)
        }
        var places: [RouteModel.Place] = []
        for (reader, words) in rows {
            places.append(.plane(x: try reader.coordinate(words[1]), y: try reader.coordinate(words[2])))
        }
        return places
    }

    private func travel(order: [Int]) throws(RouteFileFault) -> RouteModel.Travel {
        guard let (kind, reader) = try file.word("EDGE_WEIGHT_TYPE") else { throw missing("EDGE_WEIGHT_TYPE") }
        switch kind {
        case "EUC_2D":
            guard file.sections["NODE_COORD_SECTION"] != nil else { throw missing("NODE_COORD_SECTION") }
            return .crow(.init(rounding: rounding))
        case "EXPLICIT": return .matrix(try EdgeWeights(file, rounding, count: count).matrix(in: order))
        default: throw RouteFileFault(reader.line, "EDGE_WEIGHT_TYPE", "EUC_2D or EXPLICIT", found: kind)
        }
    }

    private func windows() throws(RouteFileFault) -> [RouteModel.TimeWindow]? {
        guard let rows = try file.table("TIME_WINDOW_SECTION", count: count, width: 2) else { return nil }
        var windows: [RouteModel.TimeWindow] = []
        for (reader, words) in rows {
            let opens = try reader.scaled(words[1], rounding, upTo: RouteLimits.latest)
            let closes = try reader.scaled(words[2], rounding, upTo: RouteLimits.latest)
            guard opens <= closes else {
                throw RouteFileFault(
                    reader.line, reader.field, "a window that opens before it closes",
                    found: words.joined(separator: " "))
            }
            windows.append(.init(opens, closes))
        }
        return windows
    }

    private func stops(
        _ nodes: [Int], _ places: [RouteModel.Place], _ windows: [RouteModel.TimeWindow]?
    ) throws(RouteFileFault) -> [RouteModel.Stop] {
        guard let demands = try table("DEMAND_SECTION") else { throw missing("DEMAND_SECTION") }
        let services = try table("SERVICE_TIME_SECTION")
        let service = try file.word("SERVICE_TIME")
        let prizes = try table("PRIZE_SECTION")
        var stops: [RouteModel.Stop] = []
        for node in nodes {
            var stop = RouteModel.Stop("\(node)", at: places[node])
            stop.deliver = [try demands[node].0.whole(demands[node].1[1], 0...RouteLimits.largest)]
            if let services {
                stop.serviceTime = try services[node].0.scaled(services[node].1[1], rounding)
            } else if let (word, reader) = service {
                stop.serviceTime = try reader.scaled(word, rounding)
            }
            if let windows { stop.windows = [windows[node]] }
            if let prizes {
                let prize = try prizes[node].0.scaled(prizes[node].1[1], rounding, upTo: RouteLimits.dearest)
                stop.price = prize == 0 ? nil : prize
            }
            stops.append(stop)
        }
        return stops
    }

    /// A column of numbers for all nodes, of which a depot has none.
    private func table(_ name: String) throws(RouteFileFault) -> [(WordReader, ArraySlice<Substring>)]? {
        guard let rows = try file.table(name, count: count, width: 1) else { return nil }
        for depot in depots {
            let (reader, words) = rows[depot]
            guard Double(words[1]) == 0 else {
                throw RouteFileFault(reader.line, reader.field, "0 at a depot", found: words[1])
            }
        }
        return rows
    }

    /// Alike vehicles that follow each other make a type. Without a number of vehicles, there are as many as it takes.
    private func vehicles() throws(RouteFileFault) -> [RouteModel.Vehicle] {
        var number: Int?
        if let (word, reader) = try file.word("VEHICLES") {
            number = Int(try reader.whole(word, 1...Int64(RouteLimits.mostVehicles)))
        }
        let sections = file.sections.keys.filter { $0.hasPrefix("VEHICLES_") || $0 == "CAPACITY_SECTION" }.sorted()
        if let first = sections.first, number == nil {
            throw RouteFileFault(
                file.sections[first]?.line ?? 1, "VEHICLES", "the number of vehicles, as \(first) lists them")
        }
        if depots.count > 1, file.sections["VEHICLES_DEPOT_SECTION"] == nil { throw missing("VEHICLES_DEPOT_SECTION") }
        guard let number, !sections.isEmpty else {
            var vehicle = try vehicle(0, VehicleColumns(file, 0))
            vehicle.count = number
            return [vehicle]
        }
        let columns = try VehicleColumns(file, number)
        var types: [RouteModel.Vehicle] = []
        for index in 0..<number {
            let next = try vehicle(index, columns)
            if var last = types.last, let alike = last.count {
                last.count = next.count
                if last == next {
                    types[types.count - 1].count = alike + 1
                    continue
                }
            }
            types.append(next)
        }
        for index in types.indices { types[index].name = "type \(index + 1)" }
        return types
    }

    private func vehicle(_ index: Int, _ columns: VehicleColumns) throws(RouteFileFault) -> RouteModel.Vehicle {
        var vehicle = RouteModel.Vehicle("vehicle", capacity: [RouteLimits.largest], distancePrice: 1)
        if let (word, reader) = try columns.word("CAPACITY", index) {
            vehicle.capacity = [try reader.whole(word, 0...RouteLimits.largest)]
        } else {
            throw missing("CAPACITY")
        }
        if let (word, reader) = try columns.word("VEHICLES_FIXED_COST", index) {
            vehicle.fixedPrice = try reader.scaled(word, rounding, upTo: RouteLimits.dearest)
        }
        if let (word, reader) = try columns.word("VEHICLES_UNIT_DISTANCE_COST", index) {
            vehicle.distancePrice = try reader.whole(word, 0...RouteLimits.largest)
        }
        if let (word, reader) = try columns.word("VEHICLES_MAX_DISTANCE", index) {
            vehicle.longestDistance = try reader.scaled(word, rounding, upTo: RouteLimits.latest)
        }
        if let (word, reader) = try columns.word("VEHICLES_MAX_DURATION", index) {
            vehicle.longestTime = try reader.scaled(word, rounding, upTo: RouteLimits.latest)
        } else if let (word, reader) = try file.word("DISTANCE") {
            // CVRPLIB limits what is driven and served, without saying so.
            vehicle.longestTime = try reader.scaled(word, rounding, upTo: RouteLimits.latest)
        }
        if let (word, reader) = try columns.word("VEHICLES_DEPOT", index) {
            let node = Int(try reader.whole(word, 1...Int64(count))) - 1
            guard let depot = depots.firstIndex(of: node) else {
                throw RouteFileFault(reader.line, reader.field, "one of the depots", found: word)
            }
            (vehicle.start, vehicle.end) = (depot, depot)
        }
        return vehicle
    }
}

/// A property of vehicles: one for all in a header, or one for each in a section.
private struct VehicleColumns {
    private let file: VRPLIBFile
    private var sections: [String: [(WordReader, ArraySlice<Substring>)]] = [:]

    init(_ file: VRPLIBFile, _ count: Int) throws(RouteFileFault) {
        self.file = file
        guard count > 0 else { return }
        for name in file.sections.keys.sorted() where name.hasPrefix("VEHICLES_") || name == "CAPACITY_SECTION" {
            sections[name] = try file.table(name, count: count, width: 1)
        }
    }

    func word(_ name: String, _ vehicle: Int) throws(RouteFileFault) -> (Substring, WordReader)? {
        if let column = sections["\(name)_SECTION"] { return (column[vehicle].1[1], column[vehicle].0) }
        return try file.word(name)
    }
}
