// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What every solver is told: how long, how many threads, and the seed.
struct SolveOptions: ParsableArguments {
    @Option(help: "Seconds on the wall; 10 when no budget is given.") var seconds: Double?
    @Option(help: "Seconds of processor time, of all threads, reading the file included.") var cpuSeconds: Double?
    @Option(help: "Steps of the search: the same number and seed give the same answer on every machine.")
    var iterations: Int?
    @Option(help: "The seed of all chance.") var seed: UInt64 = 1
    @Option(help: "Threads that search side by side.") var threads = 1

    var budget: SolveBudget {
        if let iterations { return .iterations(iterations) }
        if let cpuSeconds { return .cpuSeconds(cpuSeconds) }
        return .seconds(seconds ?? 10)
    }

    var isLimited: Bool { seconds != nil || cpuSeconds != nil || iterations != nil }

    func validate() throws {
        let given = [seconds != nil, cpuSeconds != nil, iterations != nil].count { $0 }
        guard given <= 1 else {
            throw ValidationError("--seconds, --cpu-seconds and --iterations each end the search; give one of them")
        }
        for (name, seconds) in [("--seconds", seconds), ("--cpu-seconds", cpuSeconds)] {
            guard let seconds else { continue }
            guard seconds > 0, seconds <= 10_000_000 else {
                throw ValidationError("\(name) is more than 0 and at most 10000000")
            }
        }
        if let iterations, iterations < 0 {
            throw ValidationError("--iterations is at least 0, which gives the first plan")
        }
        guard (1...256).contains(threads) else { throw ValidationError("--threads is from 1 to 256") }
    }
}
