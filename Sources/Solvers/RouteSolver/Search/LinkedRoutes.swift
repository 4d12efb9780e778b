// SPDX-License-Identifier: Apache-2.0

/// Routes as chains of nodes: each from its first node over its stops to its end.
protocol LinkedRoutes {
    /// By node.
    var next: UnsafeMutableBufferPointer<Int32> { get }

    func first(_ number: Int) -> Int
    func isEnd(_ node: Int) -> Bool
}

extension LinkedRoutes {
    /// The stops of a route, by location.
    func listed(_ number: Int) -> [Int32] {
        var stops: [Int32] = []
        var node = next[first(number)]
        while !isEnd(Int(node)) {
            stops.append(node)
            node = next[Int(node)]
        }
        return stops
    }
}

extension WorkingPlan: LinkedRoutes {}
extension LocalSearch: LinkedRoutes {}
