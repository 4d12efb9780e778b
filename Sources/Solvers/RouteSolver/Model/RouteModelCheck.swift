// SPDX-License-Identifier: Apache-2.0

extension RouteModel {
    /// Throws what is wrong first: in the model, its depots, vehicles, stops, then its travel.
    ///
    /// What passes can be computed with: no index leads outside, and no sum over any plan overflows. Cost: one look at
    /// each number of the model.
    public func check() throws(RouteModelFault) {
        try checkFrame()
        for index in depots.indices { try check(depots[index], index) }
        for index in vehicles.indices { try check(vehicles[index], index) }
        for index in stops.indices { try check(stops[index], index) }
        try checkTravel()
        try checkCost()
    }

    private func checkFrame() throws(RouteModelFault) {
        let model = Requirement(.model)
        try model.range("units.distancePerPrice", units.distancePerPrice, 1...1_000_000)
        try model.range("units.timePerPrice", units.timePerPrice, 1...1_000_000)
        try model.range("units.decimals", Int64(units.decimals), 0...9)
        try model.range("units.scale", units.scale, 1...1_000_000)
        try model.range("units.shownDecimals", Int64(units.shownDecimals), 0...Int64(units.decimals))
        try model.range("dimensions", Int64(dimensions.count), 0...Int64(RouteLimits.mostDimensions), "of them")
        try model.that(Set(dimensions).count == dimensions.count, "dimensions", "a name of its own for each")
        try model.range("depots", Int64(depots.count), 1...Int64(RouteLimits.mostPlaces), "of them")
        try model.range("vehicles", Int64(vehicles.count), 1...Int64(RouteLimits.mostTypes), "types of them")
        try model.range("stops", Int64(stops.count), 0...Int64(RouteLimits.mostPlaces), "of them")
    }

    private func check(_ depot: Depot, _ index: Int) throws(RouteModelFault) {
        try Requirement(.depot(index), depot.name).window("window", depot.window)
    }

    private func check(_ vehicle: Vehicle, _ index: Int) throws(RouteModelFault) {
        let the = Requirement(.vehicle(index), vehicle.name)
        if let count = vehicle.count { try the.range("count", Int64(count), 0...Int64(RouteLimits.mostVehicles)) }
        try the.that(depots.indices.contains(vehicle.start), "start", "one of the \(depots.count) depots")
        try the.that(depots.indices.contains(vehicle.end), "end", "one of the \(depots.count) depots")
        try the.amounts("capacity", vehicle.capacity, dimensions)
        try the.range("fixedPrice", vehicle.fixedPrice, 0...RouteLimits.dearest)
        try the.range("distancePrice", vehicle.distancePrice, 0...RouteLimits.dearest)
        try the.range("timePrice", vehicle.timePrice, 0...RouteLimits.dearest)
        try the.window("shift", vehicle.shift)
        if let longest = vehicle.longestDistance { try the.range("longestDistance", longest, 0...RouteLimits.latest) }
        if let longest = vehicle.longestTime { try the.range("longestTime", longest, 0...RouteLimits.latest) }
    }

    private func check(_ stop: Stop, _ index: Int) throws(RouteModelFault) {
        let the = Requirement(.stop(index), stop.name)
        if !stop.deliver.isEmpty { try the.amounts("deliver", stop.deliver, dimensions) }
        if !stop.collect.isEmpty { try the.amounts("collect", stop.collect, dimensions) }
        try the.range("serviceTime", stop.serviceTime, 0...RouteLimits.largest)
        try the.range("windows", Int64(stop.windows.count), 0...Int64(RouteLimits.mostWindows), "of them")
        for (number, window) in stop.windows.enumerated() {
            try the.window("windows[\(number)]", window)
            if number > 0 {
                let before = stop.windows[number - 1].closes
                try the.that(
                    window.opens > before, "windows[\(number)]", "an opening after \(before), where the last closes")
            }
        }
        if let price = stop.price { try the.range("price", price, 0...RouteLimits.dearest) }
        try the.range("priority", stop.priority, 0...RouteLimits.highestPriority)
    }

    private func checkTravel() throws(RouteModelFault) {
        switch travel {
        case .crow(let crow): try check(crow)
        case .matrix(let matrix): try check(matrix)
        }
    }

    private func check(_ crow: CrowFlight) throws(RouteModelFault) {
        let the = Requirement(.travel)
        try the.range("detourPercent", crow.detourPercent, 100...1_000)
        try the.range("speedDistance", crow.speedDistance, 1...RouteLimits.largest)
        try the.range("speedTime", crow.speedTime, 1...RouteLimits.largest)
        for (subject, name, place) in places {
            let the = Requirement(subject, name)
            switch place.point {
            case nil: throw the.fault("place", "a point, as there is no matrix")
            case .plane(let x, let y):
                try the.that(abs(x) <= 1e9 && abs(y) <= 1e9, "place", "coordinates from -1000000000 to 1000000000")
                try the.that(isOnPlane, "place", "latitude and longitude, as others have")
            case .earth(let latitude, let longitude):
                try the.that(abs(latitude) <= 90, "latitude", "degrees from -90 to 90")
                try the.that(abs(longitude) <= 180, "longitude", "degrees from -180 to 180")
                try the.that(!isOnPlane, "place", "coordinates on a plane, as others have")
            }
        }
        let farthest = PlanePoints(self).farthest(crow)
        let longest = farthest * Double(crow.speedTime) / Double(crow.speedDistance)
        try the.that(
            max(farthest, longest) <= Double(RouteLimits.largest), "crow",
            "distances and times of at most \(RouteLimits.largest); the places lie too far apart for these units")
    }

    private func check(_ matrix: TravelMatrix) throws(RouteModelFault) {
        let the = Requirement(.travel)
        try the.range("size", Int64(matrix.size), 1...Int64(RouteLimits.mostPlaces))
        let cells = matrix.size * matrix.size
        try the.that(matrix.distances.count == cells, "distances", "\(cells) numbers, not \(matrix.distances.count)")
        try the.that(matrix.times.count == cells, "times", "\(cells) numbers, not \(matrix.times.count)")
        for (field, numbers) in [("distances", matrix.distances), ("times", matrix.times)] {
            let bad = numbers.firstIndex { $0 < 0 || $0 > RouteLimits.largest }
            if let bad {
                throw the.fault(
                    "\(field)[\(bad / matrix.size)][\(bad % matrix.size)]",
                    "a number from 0 to \(RouteLimits.largest), not \(numbers[bad])")
            }
        }
        for (row, (subject, name, _)) in zip(rows, places) where !(0..<matrix.size).contains(row) {
            throw RouteModelFault(subject, name, "row", "a row of the matrix, 0 to \(matrix.size - 1), not \(row)")
        }
    }

    /// No plan's cost leaves the limit, whatever it visits in whatever order.
    private func checkCost() throws(RouteModelFault) {
        let (farthest, longest) = farthestAndLongest
        let edges = Double(2 * stops.count + 2)
        let service = Double(stops.map(\.serviceTime).max() ?? 0)
        let waiting = Double(moments.filter { $0 < RouteLimits.never }.max() ?? 0)
        let perDistance = Double(vehicles.map(\.distancePrice).max() ?? 0) * Double(costUnitsPerPrice)
        let perTime = Double(vehicles.map(\.timePrice).max() ?? 0) * Double(costUnitsPerPrice)
        var worst = edges * farthest * perDistance / Double(units.distancePerPrice)
        worst += edges * (longest + service + waiting) * perTime / Double(units.timePerPrice)
        worst += Double(vehicles.map(\.fixedPrice).max() ?? 0) * edges * Double(costUnitsPerPrice)
        worst += stops.reduce(0) { $0 + Double($1.price ?? 0) } * Double(costUnitsPerPrice)
        try Requirement(.model).that(
            worst <= Double(RouteLimits.largestCost), "prices",
            "smaller numbers; a plan could cost more than 64 bits hold with room to spare")
    }

    private var moments: [Int64] {
        depots.flatMap { [$0.window.opens, $0.window.closes] }
            + vehicles.flatMap { [$0.shift.opens, $0.shift.closes] }
            + stops.flatMap { $0.windows.flatMap { [$0.opens, $0.closes] } }
    }

    private var farthestAndLongest: (Double, Double) {
        switch travel {
        case .crow(let crow):
            let farthest = PlanePoints(self).farthest(crow)
            return (farthest, farthest * Double(crow.speedTime) / Double(crow.speedDistance) + 1)
        case .matrix(let matrix): return (Double(matrix.distances.max() ?? 0), Double(matrix.times.max() ?? 0))
        }
    }

    private var isOnPlane: Bool {
        if case .plane = depots.first?.place.point { true } else { false }
    }

    private var places: [(RouteModelFault.Subject, String, Place)] {
        depots.enumerated().map { (.depot($0), $1.name, $1.place) }
            + stops.enumerated().map { (.stop($0), $1.name, $1.place) }
    }
}

/// What one part of a model must satisfy.
private struct Requirement {
    let subject: RouteModelFault.Subject
    let name: String

    init(_ subject: RouteModelFault.Subject, _ name: String = "") {
        self.subject = subject
        self.name = name
    }

    func fault(_ field: String, _ expected: String) -> RouteModelFault {
        RouteModelFault(subject, name, field, expected)
    }

    func that(_ holds: Bool, _ field: String, _ expected: @autoclosure () -> String) throws(RouteModelFault) {
        guard holds else { throw fault(field, expected()) }
    }

    func range(
        _ field: String, _ value: Int64, _ range: ClosedRange<Int64>, _ noun: String = ""
    ) throws(RouteModelFault) {
        let what = noun.isEmpty ? "a number from" : "from"
        let rest = noun.isEmpty ? "" : " \(noun)"
        try that(
            range.contains(value), field, "\(what) \(range.lowerBound) to \(range.upperBound)\(rest), not \(value)")
    }

    func window(_ field: String, _ window: RouteModel.TimeWindow) throws(RouteModelFault) {
        try range("\(field).opens", window.opens, 0...RouteLimits.latest)
        try that(
            window.closes == RouteLimits.never || window.closes <= RouteLimits.latest, "\(field).closes",
            "a moment of at most \(RouteLimits.latest), not \(window.closes)")
        try that(
            window.opens <= window.closes, field,
            "a window that opens before it closes, not \(window.opens) to \(window.closes)")
    }

    func amounts(_ field: String, _ amounts: [Int64], _ dimensions: [String]) throws(RouteModelFault) {
        try that(
            amounts.count == dimensions.count, field,
            "\(dimensions.count) numbers, one for each dimension, not \(amounts.count)")
        for (amount, dimension) in zip(amounts, dimensions) {
            try range("\(field).\(dimension)", amount, 0...RouteLimits.largest)
        }
    }
}
