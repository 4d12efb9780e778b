// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// How another program's files are read: kept under a name, so that next month's file needs no telling.
///
/// What it leaves out is guessed from the file, and the guess is shown.
package struct ImportProfile: Codable, Sendable, Equatable {
    /// Their title and our column.
    package var columns: [String: String] = [:]
    /// Our column and the value that every row has.
    package var constants: [String: String] = [:]
    /// One character; a tab is `\t`.
    package var delimiter: String?
    package var encoding: TextEncoding?
    package var decimals: DecimalMark?
    package var dates: DateOrder?

    package init() {}

    /// The profile of a name, as it lies beside the data; nil when there is none.
    ///
    /// - Throws: `ImportFault` when the file cannot be read or the name is no name.
    package static func named(_ name: String, in place: URL) throws -> ImportProfile? {
        let file = try url(of: name, in: place)
        guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
        do {
            return try JSONDecoder().decode(ImportProfile.self, from: data)
        } catch {
            throw ImportFault.unreadable("The profile \(file.path) cannot be read: \(error)")
        }
    }

    package func save(as name: String, in place: URL) throws {
        let file = try Self.url(of: name, in: place)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(self) + Data("\n".utf8)).write(to: file, options: .atomic)
    }

    /// The folder of all profiles, beside the data.
    package static let folder = "import-profiles"

    private static func url(of name: String, in place: URL) throws -> URL {
        guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil else {
            throw ImportFault.unreadable(
                "A profile's name is of letters, digits, dots and hyphens; \"\(name)\" is not.")
        }
        return place.appending(path: folder).appending(path: name + ".json")
    }
}
