// SPDX-License-Identifier: Apache-2.0

/// Reads a model from any of the formats that hold one.
public enum RouteFile {
    public enum Format: Sendable, CaseIterable {
        /// VRPLIB: CVRP, VRPTW and fleets (docs/ROUTE-FILES.md).
        case vrplib
        /// The text of Solomon's and of Gehring and Homberger's instances.
        case solomon
        /// Our own, with the whole model.
        case json
    }

    /// The format of a file, told from its first words.
    public static func format(of bytes: [UInt8]) -> Format {
        if bytes.first(where: { $0 > 0x20 && !byteOrderMark.contains($0) }) == UInt8(ascii: "{") { return .json }
        let start = String(decoding: bytes.prefix(4_000), as: UTF8.self)
        let lines = start.split(whereSeparator: \.isNewline)
        return lines.contains { $0.contains(":") || $0.hasSuffix("_SECTION") } ? .vrplib : .solomon
    }

    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// The model in a file.
    ///
    /// - Parameter rounding: how distances become whole; nil for what the sets usually do: `dimacs` where there are
    ///   time windows, `exact` for the fleet sets (HFVRP), `round` elsewhere. JSON says it itself.
    public static func model(_ bytes: [UInt8], rounding: RouteRounding? = nil) throws(RouteFileFault) -> RouteModel {
        switch format(of: bytes) {
        case .vrplib: try VRPLIBFile(bytes).model(rounding)
        case .solomon: try SolomonFile.model(bytes, rounding)
        case .json: try RouteJSON.model(bytes)
        }
    }
}
