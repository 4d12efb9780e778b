// SPDX-License-Identifier: Apache-2.0

/// A VRPLIB file taken apart: headers, and sections of rows. What they mean is `VRPLIBModel`'s business.
///
/// - Source: Reinelt, TSPLIB 95; CVRPLIB's and the DIMACS challenge's additions; the fleet sections of PyVRP's dialect.
struct VRPLIBFile {
    private(set) var headers: [String: TextRow] = [:]
    private(set) var sections: [String: Section] = [:]
    let lastLine: Int

    struct Section {
        let line: Int
        var rows: [TextRow] = []
    }

    /// Read and without meaning for a plan.
    private static let ignored: Set = ["NAME", "COMMENT", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE"]
    private static let known: Set = ignored.union([
        "TYPE", "DIMENSION", "CAPACITY", "VEHICLES", "DISTANCE", "SERVICE_TIME", "EDGE_WEIGHT_TYPE",
        "EDGE_WEIGHT_FORMAT", "VEHICLES_FIXED_COST", "VEHICLES_UNIT_DISTANCE_COST", "VEHICLES_MAX_DISTANCE",
        "VEHICLES_MAX_DURATION",
    ])
    private static let knownSections: Set = [
        "NODE_COORD_SECTION", "EDGE_WEIGHT_SECTION", "DEMAND_SECTION", "SERVICE_TIME_SECTION", "TIME_WINDOW_SECTION",
        "PRIZE_SECTION", "DEPOT_SECTION", "CAPACITY_SECTION", "VEHICLES_FIXED_COST_SECTION",
        "VEHICLES_UNIT_DISTANCE_COST_SECTION", "VEHICLES_MAX_DISTANCE_SECTION", "VEHICLES_MAX_DURATION_SECTION",
        "VEHICLES_DEPOT_SECTION", "DISPLAY_DATA_SECTION",
    ]

    /// Refuses what is not known: a constraint that is read over makes every plan look better than it is.
    init(_ bytes: [UInt8]) throws(RouteFileFault) {
        let rows = textRows(bytes)
        lastLine = rows.last?.line ?? 1
        var open: String?
        for row in rows {
            guard row.words[0] != "EOF" else { break }
            if row.words[0].first?.isLetter ?? false {
                open = try takeHeading(row)
            } else if let open {
                sections[open]?.rows.append(row)
            } else {
                throw RouteFileFault(row.line, "header", "a header such as DIMENSION", found: row.words[0])
            }
        }
    }

    /// Takes a header or opens a section, whose name it returns.
    private mutating func takeHeading(_ row: TextRow) throws(RouteFileFault) -> String? {
        let name = String(row.text.prefix { $0 != ":" && !$0.isWhitespace })
        if name.hasSuffix("_SECTION") {
            guard Self.knownSections.contains(name) else {
                let known = Self.knownSections.sorted().joined(separator: ", ")
                throw RouteFileFault(row.line, "section", "one of \(known)", found: name)
            }
            guard sections[name] == nil else { throw RouteFileFault(row.line, name, "this section once") }
            sections[name] = Section(line: row.line)
            return name
        }
        guard Self.known.contains(name) else {
            throw RouteFileFault(
                row.line, "header", "one of \(Self.known.sorted().joined(separator: ", "))", found: name)
        }
        let value = row.text.dropFirst(name.count).drop { $0 == ":" || $0.isWhitespace }
        guard Self.ignored.contains(name) || headers[name] == nil else {
            throw RouteFileFault(row.line, name, "this header once")
        }
        headers[name] = TextRow(line: row.line, text: value, words: value.split(whereSeparator: \.isWhitespace))
        return nil
    }

    /// A header's single word, with its line.
    func word(_ name: String) throws(RouteFileFault) -> (Substring, WordReader)? {
        guard let header = headers[name] else { return nil }
        guard header.words.count == 1 else {
            throw RouteFileFault(header.line, name, "one word after the colon", found: header.text)
        }
        return (header.words[0], WordReader(line: header.line, field: name))
    }

    /// The numbers after the ids 1 to `count` of a section, `width` of them each, in the order of the ids; nil where
    /// the section is missing.
    func table(_ name: String, count: Int, width: Int) throws(RouteFileFault) -> [(WordReader, ArraySlice<Substring>)]?
    {
        guard let section = sections[name] else { return nil }
        var found: [(WordReader, ArraySlice<Substring>)?] = Array(repeating: nil, count: count)
        for row in section.rows {
            let reader = WordReader(line: row.line, field: name)
            let id = Int(try reader.whole(row.words[0], 1...Int64(count)))
            guard row.words.count == width + 1 else {
                throw RouteFileFault(row.line, name, "a number from 1 to \(count), then \(width) more", found: row.text)
            }
            guard found[id - 1] == nil else { throw RouteFileFault(row.line, name, "the number \(id) once") }
            found[id - 1] = (reader, row.words.dropFirst())
        }
        var table: [(WordReader, ArraySlice<Substring>)] = []
        for (index, row) in found.enumerated() {
            guard let row else {
                let line = section.rows.last?.line ?? section.line
                throw RouteFileFault(line, name, "a row for each of 1 to \(count); \(index + 1) is missing")
            }
            table.append(row)
        }
        return table
    }

    func model(_ rounding: RouteRounding?) throws(RouteFileFault) -> RouteModel {
        var reading = VRPLIBModel(self, rounding ?? usualRounding)
        return try reading.model()
    }

    private var usualRounding: RouteRounding {
        if headers["TYPE"]?.text == "HFVRP" { return .exact }
        return sections["TIME_WINDOW_SECTION"] == nil ? .round : .dimacs
    }
}
