// SPDX-License-Identifier: Apache-2.0

/// The angles seen from the depot under which a route's stops lie, counted in 65,536 parts of a circle.
struct Sector: BitwiseCopyable {
    private var start: Int32
    private var end: Int32
    var middle: Int32
    private var isEmpty: Bool

    static let empty = Sector(start: 0, end: 0, middle: 0, isEmpty: true)

    private static func turn(_ angle: Int32) -> Int32 { angle & 0xffff }

    private func encloses(_ angle: Int32) -> Bool { Self.turn(angle - start) <= Self.turn(end - start) }

    mutating func include(_ angle: Int32) {
        if isEmpty {
            (start, end, isEmpty) = (angle, angle, false)
        } else if !encloses(angle) {
            if Self.turn(angle - end) <= Self.turn(start - angle) { end = angle } else { start = angle }
        }
    }

    func overlaps(_ other: Sector) -> Bool {
        Self.turn(other.start - start) <= Self.turn(end - start)
            || Self.turn(start - other.start) <= Self.turn(other.end - other.start)
    }
}
