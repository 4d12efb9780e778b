// SPDX-License-Identifier: Apache-2.0

/// The largest numbers of a model. Within them no sum over a plan leaves 64 bits, which `RouteModel.check()` proves
/// for costs from the numbers themselves.
public enum RouteLimits {
    /// Amounts, capacities, distances and times between two places, service times: 32 bits hold them.
    public static let largest: Int64 = 1_000_000_000
    /// Moments and the limits of a route.
    public static let latest: Int64 = 1_000_000_000_000
    /// The end of a window that does not end.
    public static let never: Int64 = 1_000_000_000_000_000
    /// A price of a vehicle or a stop.
    public static let dearest: Int64 = 1_000_000_000_000
    public static let highestPriority: Int64 = 1_000_000
    public static let mostPlaces = 1_000_000
    public static let mostVehicles = 1_000_000
    public static let mostTypes = 10_000
    public static let mostDimensions = 16
    public static let mostWindows = 64
    /// A whole plan's cost in cost units: what is left of 64 bits is room for a solver's penalties.
    public static let largestCost: Int64 = 100_000_000_000_000_000
}
