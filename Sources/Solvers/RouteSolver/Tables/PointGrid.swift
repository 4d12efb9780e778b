// SPDX-License-Identifier: Apache-2.0

/// The stops of a plane in square cells of about three.
struct PointGrid {
    private let tables: RouteTables
    private let left: Double
    private let low: Double
    private let side: Double
    private let columns: Int
    private let rows: Int
    /// Locations by cell: those of `cell` stand at `first[cell]..<first[cell + 1]`.
    private let first: [Int]
    private let locations: [Int]

    init(_ tables: RouteTables) {
        self.tables = tables
        let stops = tables.depotCount..<tables.locationCount
        left = stops.map { tables.x[$0] }.min() ?? 0
        low = stops.map { tables.y[$0] }.min() ?? 0
        let width = (stops.map { tables.x[$0] }.max() ?? 0) - left
        let height = (stops.map { tables.y[$0] }.max() ?? 0) - low
        let cells = max(1, Double(stops.count) / 3)
        // A line of points has no area, so its length alone gives the cells.
        side = max((width * height / cells).squareRoot(), max(width, height) / cells, .leastNormalMagnitude)
        columns = Int(width / side) + 1
        rows = Int(height / side) + 1
        var cellOf: [Int] = []
        for stop in stops { cellOf.append(Self.cell(tables.x[stop], tables.y[stop], left, low, side, columns)) }
        var counts = Array(repeating: 0, count: columns * rows + 1)
        for cell in cellOf { counts[cell + 1] += 1 }
        for cell in 1..<counts.count { counts[cell] += counts[cell - 1] }
        first = counts
        var next = counts
        var placed = Array(repeating: 0, count: stops.count)
        for (stop, cell) in zip(stops, cellOf) {
            placed[next[cell]] = stop
            next[cell] += 1
        }
        locations = placed
    }

    private static func cell(
        _ x: Double, _ y: Double, _ left: Double, _ low: Double, _ side: Double, _ columns: Int
    ) -> Int { Int((y - low) / side) * columns + Int((x - left) / side) }

    /// Calls `body` with stops around `location`, itself excluded: ring by ring, until there were `count` of them and
    /// one ring more, so that none of the nearest is missed behind a corner.
    func forEach(near location: Int, atLeast count: Int, _ body: (Int) -> Void) {
        let column = Int((tables.x[location] - left) / side)
        let row = Int((tables.y[location] - low) / side)
        var (ring, seen, ringsLeft) = (0, 0, 2)
        while ringsLeft > 0, ring <= max(columns, rows) {
            if seen >= count { ringsLeft -= 1 }
            for (x, y) in cells(column, row, ring) {
                let cell = y * columns + x
                for other in locations[first[cell]..<first[cell + 1]] where other != location {
                    seen += 1
                    body(other)
                }
            }
            ring += 1
        }
    }

    /// The cells at a distance of exactly `ring` that lie inside.
    private func cells(_ column: Int, _ row: Int, _ ring: Int) -> [(Int, Int)] {
        guard ring > 0 else { return [(column, row)] }
        var cells: [(Int, Int)] = []
        for x in max(0, column - ring)...min(columns - 1, column + ring) {
            if row - ring >= 0 { cells.append((x, row - ring)) }
            if row + ring < rows { cells.append((x, row + ring)) }
        }
        for y in max(0, row - ring + 1)...max(0, min(rows - 1, row + ring - 1)) where abs(y - row) < ring {
            if column - ring >= 0 { cells.append((column - ring, y)) }
            if column + ring < columns { cells.append((column + ring, y)) }
        }
        return cells
    }
}
