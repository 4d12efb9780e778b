// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Store
import Web

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the home page with the night's report, and the API.",
        discussion: """
            It listens on this machine only unless --host says otherwise; pages have no login yet. Programs send \
            commands to POST /api/ADDRESS with a key: see docs/API.md.
            """)

    @OptionGroup var place: Place
    @Option(help: "Where to listen.") var host = "127.0.0.1"
    @Option(help: "The port; 0 lets the system choose.") var port = 8080

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is from 0 to 65535") }
    }

    func run() async throws {
        try await Complaint.explained {
            let (office, layout) = try await ProgressLine.during("opening") { _ in
                let office = try place.open()
                try await office.settle()
                return (office, try await office.store.read { try Home.layout($0) })
            }
            let server = WebServer(
                host: host, port: port, layout: layout, routes: Home.routes(of: office) + API.routes(of: office)
            ) {
                request, error in
                FileHandle.warn("\(request.path): \(Complaint(error))\n")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await office.store.follow { error in
                        FileHandle.warn("A follower of the log failed: \(Complaint(error))\n")
                    }
                }
                try await server.run { address in
                    try? FileHandle.put(
                        "Nightshift is at \(address.replacing("127.0.0.1", with: "localhost"))  (Ctrl-C ends it)\n")
                }
                group.cancelAll()
            }
            try office.store.close()
        }
    }
}
