// SPDX-License-Identifier: Apache-2.0

/// Routes that a search has met and that keep every rule: for each set of stops and type the cheapest way round.
struct RoutePool {
    private(set) var count = 0
    private var types: [Int32] = []
    private var costs: [Double] = []
    /// By location, route after route, and where each route ends in it.
    private var stops: [Int32] = []
    private var ends: [Int] = []
    /// By what stands for a type and a set of stops.
    private var numbers: [UInt64: Int] = [:]
    /// By location: a number by chance. The sum of them stands for a set of stops.
    private let keys: [UInt64]
    private let mostStops: Int

    /// - Parameter mostStops: of all its routes together; the older half of the routes makes room for more.
    init(locations: Int, mostStops: Int, _ chance: inout Chance) {
        keys = (0..<locations).map { _ in chance.next() }
        self.mostStops = mostStops
    }

    /// - Parameters:
    ///   - stops: by location, at least one.
    ///   - cost: cost units.
    mutating func add(_ stops: [Int32], type: Int, cost: Double) {
        let key = stops.reduce(UInt64(type) &* 0x9E37_79B9_7F4A_7C15) { $0 &+ keys[Int($1)] }
        if let number = numbers[key] {
            guard cost < costs[number], span(number).count == stops.count else { return }
            costs[number] = cost
            self.stops.replaceSubrange(span(number), with: stops)
            return
        }
        if self.stops.count + stops.count > mostStops, count > 1 { forgetOlderHalf() }
        numbers[key] = count
        count += 1
        types.append(Int32(type))
        costs.append(cost)
        self.stops += stops
        ends.append(self.stops.count)
    }

    func route(_ number: Int) -> (type: Int, stops: [Int32]) { (Int(types[number]), Array(stops[span(number)])) }

    private func span(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    private mutating func forgetOlderHalf() {
        let gone = count / 2
        let room = ends[gone - 1]
        stops.removeFirst(room)
        ends = ends[gone...].map { $0 - room }
        costs.removeFirst(gone)
        types.removeFirst(gone)
        count -= gone
        numbers = numbers.filter { $0.value >= gone }.mapValues { $0 - gone }
    }

    /// The routes that visit none but certain stops.
    ///
    /// - Parameter rows: by location, the stop's number among them, or -1.
    func columns(_ rows: [Int32]) -> RouteColumns {
        var columns = RouteColumns()
        var from = 0
        for number in 0..<count {
            let end = ends[number]
            if stops[from..<end].allSatisfy({ rows[Int($0)] >= 0 }) {
                columns.add(number, stops[from..<end].map { rows[Int($0)] }, type: types[number], cost: costs[number])
            }
            from = end
        }
        return columns
    }
}

/// Routes as the columns of a choice: which rows each covers, and for how much.
struct RouteColumns {
    /// By column: what it is called elsewhere.
    private(set) var names: [Int] = []
    private(set) var types: [Int32] = []
    private(set) var costs: [Double] = []
    /// Column after column; those of a column stand at `starts[column]..<starts[column + 1]`.
    private(set) var rows: [Int32] = []
    private(set) var starts: [Int32] = [0]

    var count: Int { names.count }

    subscript(column: Int) -> Range<Int> { Int(starts[column])..<Int(starts[column + 1]) }

    mutating func add(_ name: Int, _ rows: some Sequence<Int32>, type: Int32, cost: Double) {
        names.append(name)
        types.append(type)
        costs.append(cost)
        self.rows += rows
        starts.append(Int32(self.rows.count))
    }

    /// What a column costs above what its rows fetch.
    func surplus(_ column: Int, _ prices: Prices) -> Double {
        self[column].reduce(costs[column] - prices.types[Int(types[column])]) { $0 - prices.rows[Int(rows[$1])] }
    }

    /// The columns whose surplus is least, as long as they have so many entries at most.
    func cheapest(_ mostEntries: Int, at prices: Prices) -> RouteColumns {
        guard rows.count > mostEntries else { return self }
        var few = RouteColumns()
        for (_, column) in (0..<count).map({ (surplus($0, prices), $0) }).sorted(by: { $0 < $1 }) {
            guard few.rows.count + self[column].count <= mostEntries else { break }
            few.add(names[column], rows[self[column]], type: types[column], cost: costs[column])
        }
        return few
    }

    /// What rows fetch; and types, which is never above zero: by how much the bound falls for one more of a type.
    struct Prices {
        /// Infinite for a row of which nothing is known.
        var rows: [Double]
        var types: [Double]
    }
}
