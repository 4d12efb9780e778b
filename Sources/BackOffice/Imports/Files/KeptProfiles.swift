// SPDX-License-Identifier: Apache-2.0

import Access
import Automation
import Foundation
package import Imports
package import Kernel
package import Store

extension ImportProfile {
    /// The profile that is kept under a name; nil when there is none.
    ///
    /// - Throws: `AutomationRefusal` when the name is no name; `ImportFault` when what is kept cannot be read.
    package static func named(_ name: String, _ snapshot: Snapshot) throws -> ImportProfile? {
        guard let body = try AutomationReading.importProfile(name, snapshot) else { return nil }
        do {
            return try JSONDecoder().decode(ImportProfile.self, from: Data(body.utf8))
        } catch {
            throw ImportFault.unreadable("The profile \(name) cannot be read: \(error)")
        }
    }

    /// Keeps it under a name.
    package func keep(
        as name: String, in office: BackOffice, by actor: ID<Actor> = FirstActors.nightshift
    ) async throws {
        var json = JSONWriter()
        try json.encode(self)
        let command = KeepImportProfile(name: name, body: String(decoding: json.bytes, as: UTF8.self))
        _ = try await office.perform(command, as: actor, key: BackOffice.freshKey())
    }
}
