// SPDX-License-Identifier: Apache-2.0

/// Solomon's text format, which Gehring and Homberger's instances share: a name, a number of vehicles and their
/// capacity, then a row for each place, the depot first.
///
/// - Source: Solomon, Oper. Res. 35 (1987); the files of SINTEF's TOP.
enum SolomonFile {
    private static let columns = ["CUST NO.", "XCOORD.", "YCOORD.", "DEMAND", "READY TIME", "DUE DATE", "SERVICE TIME"]

    static func model(_ bytes: [UInt8], _ given: RouteRounding?) throws(RouteFileFault) -> RouteModel {
        let rounding = given ?? .dimacs
        let rows = textRows(bytes)
        guard let fleet = rows.firstIndex(where: { $0.words[0] == "NUMBER" }), rows.indices.contains(fleet + 1) else {
            throw RouteFileFault(
                rows.first?.line ?? 1, "file", "VRPLIB, Solomon's text or JSON; none of them is known by this")
        }
        var model = RouteModel(
            name: String(rows[0].text), depots: [], vehicles: [try vehicle(rows[fleet + 1])], stops: [],
            dimensions: ["load"], travel: .crow(.init(rounding: rounding)),
            units: rounding.units())
        guard let heading = rows.firstIndex(where: { $0.words[0] == "CUST" }) else {
            throw RouteFileFault(rows[fleet + 1].line, "CUSTOMER", "the heading CUST NO. and its columns below")
        }
        for row in rows[(heading + 1)...] { try add(row, rounding, to: &model) }
        guard !model.depots.isEmpty else {
            throw RouteFileFault(rows[heading].line, "CUSTOMER", "a depot, and customers below")
        }
        do { try model.check() } catch {
            throw RouteFileFault(rows[heading].line, "\(error.subject), \(error.field)", error.expected)
        }
        return model
    }

    private static func vehicle(_ row: TextRow) throws(RouteFileFault) -> RouteModel.Vehicle {
        guard row.words.count == 2 else {
            throw RouteFileFault(row.line, "VEHICLE", "a number of vehicles and their capacity", found: row.text)
        }
        let reader = WordReader(line: row.line, field: "VEHICLE")
        let count = try reader.whole(row.words[0], 1...Int64(RouteLimits.mostVehicles))
        let capacity = try reader.whole(row.words[1], 0...RouteLimits.largest)
        return .init("vehicle", count: Int(count), capacity: [capacity], distancePrice: 1)
    }

    private static func add(
        _ row: TextRow, _ rounding: RouteRounding, to model: inout RouteModel
    ) throws(RouteFileFault) {
        guard row.words.count == columns.count else {
            throw RouteFileFault(row.line, "CUSTOMER", columns.joined(separator: ", "), found: row.text)
        }
        func reader(_ column: Int) -> WordReader { WordReader(line: row.line, field: columns[column]) }
        let number = model.depots.isEmpty ? 0 : model.stops.count + 1
        _ = try reader(0).whole(row.words[0], Int64(number)...Int64(number))
        guard number <= RouteLimits.mostPlaces else {
            throw RouteFileFault(row.line, "CUSTOMER", "at most \(RouteLimits.mostPlaces) of them")
        }
        let place = RouteModel.Place.plane(
            x: try reader(1).coordinate(row.words[1]), y: try reader(2).coordinate(row.words[2]))
        let demand = try reader(3).whole(row.words[3], 0...(number == 0 ? 0 : RouteLimits.largest))
        let opens = try reader(4).scaled(row.words[4], rounding, upTo: RouteLimits.latest)
        let closes = try reader(5).scaled(row.words[5], rounding, upTo: RouteLimits.latest)
        guard opens <= closes else {
            throw RouteFileFault(row.line, columns[5], "a time after the ready time", found: row.words[5])
        }
        let service = try reader(6).scaled(row.words[6], rounding)
        if number == 0 {
            model.depots.append(.init("0", at: place, window: .init(opens, closes)))
        } else {
            model.stops.append(
                .init(
                    "\(number)", at: place, deliver: [demand], serviceTime: service, windows: [.init(opens, closes)]))
        }
    }
}
