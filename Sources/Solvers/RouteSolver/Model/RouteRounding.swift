// SPDX-License-Identifier: Apache-2.0

/// How the published sets turn straight lines into whole numbers.
///
/// - `round`: to the nearest whole number (CVRPLIB's X).
/// - `dimacs`: ten times the line, cut off (DIMACS 2022, VRPTW): a cost of 7761 is published as 776.1. Times and
///   prices of the file are taken ten times, too.
/// - `exact`: ten thousand times the line, to the nearest whole number, for what is published in double precision
///   (SINTEF's Solomon and Gehring-Homberger lists, the fleet sets): the sum of a hundred lines is off by at most
///   0.005, mostly by less than 0.0005. It is shown with two decimals, as those lists show it.
public enum RouteRounding: String, Sendable, CaseIterable {
    case round, dimacs, exact

    /// What one unit of the file becomes.
    public var scale: Int64 {
        switch self {
        case .round: 1
        case .dimacs: 10
        case .exact: 10_000
        }
    }

    /// How costs are published, for a file whose own prices have `decimals`.
    func units(decimals: Int = 0) -> RouteModel.Units {
        let (more, shown) =
            switch self {
            case .round: (0, decimals)
            case .dimacs: (1, decimals + 1)
            case .exact: (4, 2)
            }
        return .init(
            distancePerPrice: 1, timePerPrice: 1, decimals: decimals + more, shownDecimals: shown, scale: scale)
    }

    /// What is added before the rest is cut off.
    var lift: Double { self == .dimacs ? 0 : 0.5 }

    /// A number of the file in the model's units.
    func scaled(_ value: Double) -> Double { (value * Double(scale) + lift).rounded(.down) }
}
