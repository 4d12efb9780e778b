// SPDX-License-Identifier: Apache-2.0

/// What other programs can take over as a file, declared by the system whose data it is.
public struct ExportDeclaration: Sendable {
    /// As it is asked for: `hledger`.
    public let name: String
    /// What it is and who reads it.
    public let summary: String
    /// Writes it in pieces of about a megabyte.
    public let write: @Sendable (Snapshot, (String) throws -> Void) throws -> Void

    public init(
        _ name: String, _ summary: String,
        write: @escaping @Sendable (Snapshot, (String) throws -> Void) throws -> Void
    ) {
        self.name = name
        self.summary = summary
        self.write = write
    }
}
