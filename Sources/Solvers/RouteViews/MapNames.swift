// SPDX-License-Identifier: Apache-2.0

/// Names beside the dots of a map with few places: right, left, above or below, wherever no other name or dot stands.
struct MapNames {
    private struct Box {
        var left: Double
        var right: Double
        var upper: Double
        var lower: Double

        func meets(_ other: Box) -> Bool {
            left < other.right && other.left < right && upper < other.lower && other.upper < lower
        }
    }

    /// Each name with where its text begins; those without room are left out.
    private(set) var placed: [(name: String, x: Double, y: Double)] = []

    static let most = 40
    /// A letter of twelve units is about this wide, and half as much again would be too careful.
    private static let letter = 6.6
    private static let line = 14.0

    init(_ places: [(name: String, point: MapFrame.Point)], dot: Double) {
        guard places.count <= Self.most else { return }
        let reach = dot / 2 + 5
        var taken = places.map { place in
            Box(
                left: place.point.x - dot / 2, right: place.point.x + dot / 2, upper: place.point.y - dot / 2,
                lower: place.point.y + dot / 2)
        }
        for place in places {
            let name = Markup.cut(place.name, to: 24)
            let width = Double(name.count) * Self.letter
            let (x, y) = (place.point.x, place.point.y)
            let corners = [
                (x + reach, y + 4), (x - reach - width, y + 4), (x - width / 2, y - reach),
                (x - width / 2, y + reach + 8),
            ]
            for (left, base) in corners {
                let box = Box(left: left, right: left + width, upper: base - Self.line + 3, lower: base + 3)
                guard box.left > 4, box.right < MapFrame.width - 4, !taken.contains(where: box.meets) else { continue }
                taken.append(box)
                placed.append((name, left, base))
                break
            }
        }
    }
}
