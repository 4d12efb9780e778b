// SPDX-License-Identifier: Apache-2.0

/// Stops that wait to be looked at, in the order in which they were added, each of them once at a time.
struct WorkList {
    private var waiting: [Int32] = []
    private var head = 0
    private var waits: [Bool]

    init(locations: Int) { waits = Array(repeating: false, count: locations) }

    mutating func add(_ stop: Int) {
        guard !waits[stop] else { return }
        waits[stop] = true
        waiting.append(Int32(truncatingIfNeeded: stop))
    }

    mutating func next() -> Int? {
        guard head < waiting.count else {
            waiting.removeAll(keepingCapacity: true)
            head = 0
            return nil
        }
        let stop = Int(waiting[head])
        head += 1
        waits[stop] = false
        return stop
    }
}
