// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Load the sample retailer: trade made from one seed.")
}
