// SPDX-License-Identifier: Apache-2.0

/// Why a file could not be imported.
package enum ImportFault: Error, Equatable, CustomStringConvertible {
    case missingFile(String)
    case unreadable(String)
    /// The same files went in before, read under other assumptions.
    case importedOtherwise
    /// What a column was expected to hold, in which line of which file.
    case badField(file: String, line: Int, field: String, expected: String, found: String)

    package var description: String {
        switch self {
        case .missingFile(let name): "\(name) is missing: the folder should hold it as .csv or .csv.gz"
        case .unreadable(let reason): reason
        case .importedOtherwise:
            "This place holds the same data imported with other parameters or from other files, and that stands. Import it with the same ones, or into a new place: --data PLACE."
        case .badField(let file, let line, let field, let expected, let found):
            "\(file), line \(line), \(field): expected \(expected), found \"\(found)\""
        }
    }
}
