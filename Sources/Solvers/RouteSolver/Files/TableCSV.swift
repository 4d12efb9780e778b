// SPDX-License-Identifier: Apache-2.0

/// A table of distances or times in rows of text, separated by commas, semicolons, tabs or blanks.
///
/// A first row of names, a first column of names or both are read over. The way from row `i` to column `j` stands in
/// row `i`. Decimals, with a point, are rounded to whole numbers.
public enum TableCSV {
    /// A matrix of two files of the same size.
    public static func matrix(
        distances: [UInt8], times: [UInt8]
    ) throws(RouteFileFault) -> RouteModel.TravelMatrix {
        let (distances, times) = (try table(distances, "distances"), try table(times, "times"))
        guard times.size == distances.size else {
            throw RouteFileFault(1, "times", "\(distances.size) rows, as many as distances, not \(times.size)")
        }
        return .init(size: distances.size, distances: distances.numbers, times: times.numbers)
    }

    static func table(_ bytes: [UInt8], _ field: String) throws(RouteFileFault) -> (size: Int, numbers: [Int32]) {
        var rows = textRows(bytes)
        guard let first = rows.first else { throw RouteFileFault(1, field, "a row of numbers") }
        let separator = separator(first.text)
        // Only a heading holds no number beyond its first cell, or not even there.
        let heading = cells(first, separator)
        let hasHeading =
            heading.dropFirst().contains { Double($0) == nil } || (heading.count == 1 && Double(heading[0]) == nil)
        if hasHeading { rows.removeFirst() }
        let hasNames = rows.contains { Double(cells($0, separator)[0]) == nil }
        let size = rows.count
        guard size > 0 else { throw RouteFileFault(first.line, field, "rows of numbers below the heading") }
        var numbers: [Int32] = []
        for row in rows {
            let cells = cells(row, separator).dropFirst(hasNames ? 1 : 0)
            guard cells.count == size else {
                throw RouteFileFault(row.line, field, "\(size) numbers, as there are \(size) rows, not \(cells.count)")
            }
            let reader = WordReader(line: row.line, field: field)
            for cell in cells { numbers.append(Int32(try reader.scaled(cell, .round))) }
        }
        return (size, numbers)
    }

    private static func separator(_ text: Substring) -> Character? { ";\t,".first { text.contains($0) } }

    private static func cells(_ row: TextRow, _ separator: Character?) -> [Substring] {
        guard let separator else { return row.words }
        return row.text.split(separator: separator, omittingEmptySubsequences: false).map { cell in
            let start = cell.drop { $0.isWhitespace || $0 == "\"" }
            let end = start.lastIndex { !$0.isWhitespace && $0 != "\"" }
            return end.map { start[...$0] } ?? start
        }
    }
}
