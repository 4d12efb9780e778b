// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A figure by which an area is steered, of one company on one day. The system whose work it tells of declares it.
public struct Measure: Sendable {
    /// Stable: `net-sales`.
    public let name: String
    /// For people, with its unit where the figure does not show it.
    public let title: String
    public let unit: Unit
    /// Nil where there was nothing to measure.
    public let value: @Sendable (Books, Day, Snapshot) throws -> Int64?

    /// What a measure counts.
    public enum Unit: Sendable {
        /// Of the company's currency.
        case minorUnits
        case count
        /// A share of one.
        case millionths
    }

    public init(
        _ name: String, _ title: String, in unit: Unit,
        value: @escaping @Sendable (Books, Day, Snapshot) throws -> Int64?
    ) {
        self.name = name
        self.title = title
        self.unit = unit
        self.value = value
    }
}
