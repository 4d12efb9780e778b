// SPDX-License-Identifier: Apache-2.0

import Kernel

/// The answer of OSRM's table service, or any object with its `distances` and `durations`.
///
/// Both are needed: ask for `annotations=duration,distance`. Decimals are rounded to whole metres and seconds, and
/// `times` may stand for `durations`. A missing way (`null`) is refused with its row and column.
///
/// - Source: OSRM HTTP API, table service, version 1.
public enum TableJSON {
    public static func matrix(_ bytes: [UInt8]) throws(RouteFileFault) -> RouteModel.TravelMatrix {
        var json = JSONReader(bytes)
        do {
            let matrix = try matrix(&json)
            try json.end()
            return matrix
        } catch {
            let offset = (error as? JSONFault)?.offset ?? 0
            let expected = (error as? JSONFault)?.expected ?? "a table of distances and durations"
            throw RouteFileFault(RouteJSON.line(of: offset, in: bytes), "matrix", expected)
        }
    }

    static func matrix(_ json: inout JSONReader) throws -> RouteModel.TravelMatrix {
        let offset = json.nextOffset()
        var tables: [String: [[Int32]]] = [:]
        try json.object { key, json in
            switch key {
            case "distances", "durations", "times":
                let name = key == "times" ? "durations" : key
                tables[name] = try rows(&json, key)
            case "code":
                let offset = json.nextOffset()
                guard try json.string() == "Ok" else {
                    throw JSONFault(expected: "the code Ok of OSRM", offset: offset)
                }
            default: try json.skip()
            }
        }
        guard let distances = tables["distances"], let durations = tables["durations"] else {
            let missing = tables["distances"] == nil ? "distances" : "durations"
            throw JSONFault(expected: "both distances and durations; \(missing) are missing", offset: offset)
        }
        let size = distances.count
        for (name, table) in [("distances", distances), ("durations", durations)] {
            if table.count != size {
                throw JSONFault(expected: "\(size) rows of \(name), not \(table.count)", offset: offset)
            }
            for (row, cells) in table.enumerated() where cells.count != size {
                throw JSONFault(expected: "\(size) \(name) in row \(row), not \(cells.count)", offset: offset)
            }
        }
        guard size > 0 else { throw JSONFault(expected: "at least one row", offset: offset) }
        return .init(size: size, distances: distances.flatMap(\.self), times: durations.flatMap(\.self))
    }

    private static func rows(_ json: inout JSONReader, _ name: String) throws -> [[Int32]] {
        var row = -1
        return try json.array { json in
            row += 1
            var column = -1
            return try json.array { json in
                column += 1
                let offset = json.nextOffset()
                guard let value = try? json.decimal(), value >= 0, value <= Double(RouteLimits.largest) else {
                    let what = "a number from 0 to \(RouteLimits.largest) at \(name)[\(row)][\(column)]"
                    throw JSONFault(expected: what, offset: offset)
                }
                return Int32((value + 0.5).rounded(.down))
            }
        }
    }
}
