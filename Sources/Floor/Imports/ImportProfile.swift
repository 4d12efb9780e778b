// SPDX-License-Identifier: Apache-2.0

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
}
