// SPDX-License-Identifier: Apache-2.0

/// The explicit distances of a VRPLIB file, in any of the formats that write half of a matrix or all of it.
struct EdgeWeights {
    private let file: VRPLIBFile
    private let rounding: RouteRounding
    private let count: Int

    init(_ file: VRPLIBFile, _ rounding: RouteRounding, count: Int) {
        self.file = file
        self.rounding = rounding
        self.count = count
    }

    private enum Format: String, CaseIterable {
        case full = "FULL_MATRIX"
        case upperRow = "UPPER_ROW"
        case lowerRow = "LOWER_ROW"
        case upperDiagonal = "UPPER_DIAG_ROW"
        case lowerDiagonal = "LOWER_DIAG_ROW"
        case upperColumn = "UPPER_COL"
        case lowerColumn = "LOWER_COL"

        /// The columns that row `row` of `count` writes.
        func columns(_ row: Int, _ count: Int) -> Range<Int> {
            switch self {
            case .full: 0..<count
            case .upperRow, .lowerColumn: (row + 1)..<count
            case .lowerRow, .upperColumn: 0..<row
            case .upperDiagonal: row..<count
            case .lowerDiagonal: 0..<(row + 1)
            }
        }
    }

    /// Distances, which are times too, with node `order[i]` in row and column `i`.
    func matrix(in order: [Int]) throws(RouteFileFault) -> RouteModel.TravelMatrix {
        guard let section = file.sections["EDGE_WEIGHT_SECTION"] else {
            throw RouteFileFault(file.lastLine, "EDGE_WEIGHT_SECTION", "this part, as distances are explicit")
        }
        let format = try format(section)
        let wanted = (0..<count).reduce(0) { $0 + format.columns($1, count).count }
        let numbers = try numbers(section, wanted)
        var cells = Array(repeating: Int32(0), count: count * count)
        var place = Array(repeating: 0, count: count)
        for (index, node) in order.enumerated() { place[node] = index }
        var next = numbers.makeIterator()
        for row in 0..<count {
            for column in format.columns(row, count) {
                let number = next.next() ?? 0
                cells[place[row] * count + place[column]] = number
                if format != .full { cells[place[column] * count + place[row]] = number }
            }
        }
        return RouteModel.TravelMatrix(size: count, distances: cells, times: cells)
    }

    private func format(_ section: VRPLIBFile.Section) throws(RouteFileFault) -> Format {
        let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
        guard let (word, reader) = try file.word("EDGE_WEIGHT_FORMAT") else {
            throw RouteFileFault(section.line, "EDGE_WEIGHT_FORMAT", "one of \(known) in the header")
        }
        guard let format = Format(rawValue: String(word)) else {
            throw RouteFileFault(reader.line, "EDGE_WEIGHT_FORMAT", "one of \(known)", found: word)
        }
        return format
    }

    private func numbers(_ section: VRPLIBFile.Section, _ wanted: Int) throws(RouteFileFault) -> [Int32] {
        var numbers: [Int32] = []
        for row in section.rows {
            let reader = WordReader(line: row.line, field: "EDGE_WEIGHT_SECTION")
            for word in row.words { numbers.append(Int32(try reader.scaled(word, rounding))) }
            guard numbers.count <= wanted else {
                throw RouteFileFault(
                    row.line, "EDGE_WEIGHT_SECTION", "\(wanted) numbers, here the \(wanted + 1)th stands")
            }
        }
        guard numbers.count == wanted else {
            let line = section.rows.last?.line ?? section.line
            throw RouteFileFault(line, "EDGE_WEIGHT_SECTION", "\(wanted) numbers, found \(numbers.count)")
        }
        return numbers
    }
}
