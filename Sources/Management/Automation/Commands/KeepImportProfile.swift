// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// How another program's files are read is kept under a name, in the place of what the name stood for.
///
/// What is in a profile is the importer's to know; here it is a name and a text.
package struct KeepImportProfile: Command {
    package static let name = "keep-import-profile"
    package static let address = "automation/import-profiles"
    package static let permission = "automation.import"
    package static let summary = "Keep under a name how another program's files are read."

    package let name: String
    /// A JSON object, as text.
    package let body: String

    package init(name: String, body: String) {
        self.name = name
        self.body = body
    }

    package struct Answer: Codable, Sendable {}

    package func run(_ tx: Transaction) throws -> Answer {
        try Self.check(name: name)
        try checkBody()
        try tx.run(
            """
            insert into automation_import_profile (name, body)
            values (\(name), \(body))
                on conflict (name) do update set body = excluded.body
            """)
        return Answer()
    }

    static func check(name: String) throws(AutomationRefusal) {
        guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,99}/) != nil else { throw .badProfileName(name) }
    }

    private func checkBody() throws {
        do {
            var json = JSONReader(Array(body.utf8))
            try json.object { _, json in try json.skip() }
            try json.end()
        } catch let fault as JSONFault {
            throw AutomationRefusal.badProfile(fault.description)
        }
    }
}
