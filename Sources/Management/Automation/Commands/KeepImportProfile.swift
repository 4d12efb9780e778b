// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// How another program's files are read is kept under a name, in the place of what the name stood for.
///
/// What is in a profile is the importer's to know; here it is a name and a text.
package struct KeepImportProfile: Command {
    package let name: String
    package let body: String

    package init(name: String, body: String) {
        self.name = name
        self.body = body
    }

    package static let form = Form(
        "keep-import-profile", at: "automation/import-profiles", may: "automation.import", .wish,
        "Keep under a name how another program's files are read.",
        Shape<KeepImportProfile>(
            Field("name", \.name, "What it is called at the next import.", example: "our-tills"),
            Field("body", \.body, "A JSON object, as text.", in: 2...1_000_000, example: "{}"),
            make: KeepImportProfile.init))

    package func run(_ tx: Transaction) throws -> Done {
        try at(\.name) { try Self.check(name: name) }
        try at(\.body) { try checkBody() }
        try tx.run(
            """
            insert into automation_import_profile (name, body)
            values (\(name), \(body))
                on conflict (name) do update set body = excluded.body
            """)
        try tx.publish(ImportProfileKept(name: name))
        return Done()
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
