// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Store

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a new, empty back office; or bring an old one to this release.",
        discussion: "Doing it twice changes nothing.")

    @OptionGroup var place: Place

    func run() async throws {
        let ready = try await Complaint.explained {
            try await ProgressLine.during("making the place ready") { _ in
                let office = try place.open(mustExist: false)
                try await office.settle()
                try office.store.close()
            }
            return try place.place()
        }
        try FileHandle.put(
            """
            Ready at \(ready).
            Next: nightshift import complete-journey FOLDER, or register your company:
              nightshift do register-company --code SHOP --name 'My Shop' --currency USD

            """)
    }
}
