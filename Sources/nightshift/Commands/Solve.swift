// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct Solve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Solve a problem in a file: which vehicle visits whom, in which order, when.",
        discussion: "It needs no data of a retailer.",
        subcommands: [SolveRoutes.self])
}
