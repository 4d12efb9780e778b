// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Where the rows that were not taken go. A file that somebody may be mending is never overwritten.
package enum BadRowsFile {
    /// The file when nobody names one: `march.csv` has `march.bad.csv` beside it, and `march.bad-2.csv` while that is
    /// there.
    package static func beside(_ file: String) -> String {
        var stem = file
        for ending in [".gz", ".csv", ".tsv", ".txt"] where stem.lowercased().hasSuffix(ending) {
            stem.removeLast(ending.count)
        }
        let first = stem + ".bad.csv"
        guard isTaken(first) else { return first }
        var number = 2
        while isTaken("\(stem).bad-\(number).csv") { number += 1 }
        return "\(stem).bad-\(number).csv"
    }

    /// - Throws: `ImportFault` when anything but an empty file lies there.
    package static func checkFree(_ file: URL) throws {
        guard isTaken(file.path) else { return }
        throw ImportFault.unreadable(
            "The file for bad rows, \(file.path), is there already. Mend and import it, or name another with --bad-rows."
        )
    }

    /// Whether anything but an empty file lies there.
    private static func isTaken(_ path: String) -> Bool {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return false }
        guard attributes[.type] as? FileAttributeType == .typeRegular else { return true }
        return (attributes[.size] as? NSNumber)?.intValue != 0
    }
}
