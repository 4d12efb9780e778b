// SPDX-License-Identifier: Apache-2.0

/// The routes by colour, beneath the map: in four columns, or in two with larger text on a narrow screen, where fewer
/// have room.
struct MapLegend {
    struct Entry {
        let colour: Int
        let text: String
        let brief: String
    }

    let height: Double
    private let entries: [Entry]
    private let top: Double
    private static let wide = Grid(columns: 4, row: 22, most: 48, key: 18)
    private static let narrow = Grid(columns: 2, row: 40, most: 12, key: 34)

    private struct Grid {
        let columns: Int
        let row: Double
        /// Entries at most; the last tells how many more there are.
        let most: Int
        /// Width of the line that shows the colour.
        let key: Double

        func rows(_ count: Int) -> Int { (min(count, most) + columns - 1) / columns }
    }

    init(_ entries: [Entry], top: Double) {
        self.entries = entries
        self.top = top
        let rooms = [Self.wide, Self.narrow].map { Double($0.rows(entries.count)) * $0.row }
        height = entries.isEmpty ? 0 : (rooms.max() ?? 0) + 36
    }

    var svg: String {
        guard !entries.isEmpty else { return "" }
        return """
            <path class="rule" d="M28 \(Decimals.text(top, digits: 1))h944"/>
            <g class="legend many">\(cells(Self.wide) { $0.text })</g>
            <g class="legend few">\(cells(Self.narrow) { $0.brief })</g>
            """
    }

    /// Column by column.
    private func cells(_ grid: Grid, _ text: (Entry) -> String) -> String {
        let isCut = entries.count > grid.most
        let shown = entries.prefix(isCut ? grid.most - 1 : grid.most)
        let rows = grid.rows(entries.count)
        func place(_ index: Int) -> (x: Double, y: Double) {
            let width = (MapFrame.width - 56) / Double(grid.columns)
            return (28 + Double(index / rows) * width, top + 8 + (Double(index % rows) + 0.75) * grid.row)
        }
        var cells = shown.enumerated().map { index, entry in
            let (x, y) = place(index)
            let line = Decimals.text(y - grid.row * 0.22, digits: 1)
            return """

                <path class="key c\(entry.colour)" d="M\(number(x + 3)) \(line)h\(number(grid.key - 8))"/>\
                <text x="\(number(x + grid.key + 4))" y="\(number(y))">\(Markup.escaped(text(entry)))</text>
                """
        }
        if isCut {
            let (x, y) = place(shown.count)
            let more = "and \(entries.count - shown.count) more"
            cells.append("\n<text x=\"\(number(x))\" y=\"\(number(y))\">\(more)</text>")
        }
        return cells.joined()
    }

    private func number(_ value: Double) -> String { Decimals.text(value, digits: 1) }
}
