// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Store

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the home page with the night's report.")

    @OptionGroup var place: Place
    @Option(help: "Where to listen; loopback unless told otherwise.") var host = "127.0.0.1"
    @Option(help: "The port.") var port = 8080

    func run() async throws {}
}
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Load the sample retailer: trade made from one seed.")
}
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measure.")
}
