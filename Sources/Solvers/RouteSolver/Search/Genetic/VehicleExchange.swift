// SPDX-License-Identifier: Apache-2.0

// Two vehicles of different types exchange all of their stops, or one hands them to a vehicle that is not in use.
extension LocalSearch {
    /// Tries all pairs of types.
    ///
    /// - Returns: whether something is better now.
    mutating func exchangeVehicles() -> Bool {
        var isBetter = false
        for one in 0..<routeCount where size[one] > 0 {
            for kind in 0..<ground.typeCount where kind != type[one] {
                for other in firstOfType[kind]..<firstOfType[kind + 1] {
                    if size[other] == 0, other != idle[kind] { continue }
                    if size[other] > 0, other < one { continue }
                    if exchange(one, other) { isBetter = true }
                    if size[one] == 0 { break }
                }
                if size[one] == 0 { break }
            }
        }
        return isBetter
    }

    private mutating func exchange(_ one: Int, _ other: Int) -> Bool {
        var gain = cost(one, driving: other) - cost(one, driving: one)
        if size[other] > 0 { gain += cost(other, driving: one) - cost(other, driving: other) }
        guard gain < -0.01 else { return false }
        let (stops, others) = (listed(one), listed(other))
        chain(one, others)
        chain(other, stops)
        moved(one, other)
        return true
    }

    /// What the stops of a route cost in another vehicle.
    private func cost(_ number: Int, driving vehicle: Int) -> Double {
        fixed[vehicle] + Double(distance[number]) * perDistance[vehicle] + overload(load[number], vehicle)
    }
}
