// SPDX-License-Identifier: Apache-2.0

import Foundation
import FuzzReaders
import Kernel
import Testing

/// The quick form of `make fuzz`: every reader of outside input takes a few thousand spoilt inputs in a process of its
/// own.
@Suite struct `A reader of what comes from outside` {
    private static let seed = UInt64(ProcessInfo.processInfo.environment["NIGHTSHIFT_FUZZ_SEED"] ?? "1") ?? 1
    private static let seconds = Double(ProcessInfo.processInfo.environment["NIGHTSHIFT_FUZZ_SECONDS"] ?? "2") ?? 2

    @Test(arguments: FuzzReader.all.map(\.name))
    func `refuses what is wrong, and neither crashes nor hangs nor keeps memory`(name: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nightshift-fuzz-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (seed, seconds) = (Self.seed, Self.seconds)
        let result = await #expect(processExitsWith: .success, observing: [\.exitStatus, \.standardErrorContent]) {
            [
                name = name as String, path = folder.path as String, seed = seed as UInt64, seconds = seconds as Double
            ] in
            guard let reader = FuzzReader.all.first(where: { $0.name == name }) else { exit(2) }
            let last = URL(filePath: path).appending(path: "last-input")
            let place = URL(filePath: path).appending(path: "place")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let read = try reader.ready(in: place)
            for sample in reader.samples { read(Array(sample.utf8)) }
            let memory = residentBytes()
            var mutation = Mutation(of: reader.samples, Seed(seed).stream(name))
            let descriptor = open(last.path, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
            let begun = ContinuousClock.now
            while ContinuousClock.now - begun < .seconds(seconds) {
                let input = mutation.next()
                ftruncate(descriptor, 0)
                _ = input.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
                let asked = ContinuousClock.now
                // A reader that hangs is ended by the alarm.
                alarm(30)
                read(input)
                alarm(0)
                guard ContinuousClock.now - asked < .seconds(5) else { exit(3) }
            }
            guard residentBytes() < memory + 300 << 20 else { exit(4) }
            exit(0)
        }
        if result == nil || result?.exitStatus != .exitCode(0) {
            let input = FileManager.default.contents(atPath: folder.appending(path: "last-input").path) ?? Data()
            let words = String(decoding: result?.standardErrorContent.suffix(2_000) ?? [], as: UTF8.self)
            Issue.record(
                """
                \(name), seed \(seed): the last input was \(input.prefix(6_000).debugDescription)
                \(String(decoding: input.prefix(6_000), as: UTF8.self))
                \(words)
                """)
        }
    }

    @Test func `has a name of its own and good samples`() {
        #expect(Set(FuzzReader.all.map(\.name)).count == FuzzReader.all.count)
        #expect(FuzzReader.all.allSatisfy { !$0.samples.isEmpty })
    }
}

private func residentBytes() -> Int {
    let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return words.count > 1 ? (Int(words[1]) ?? 0) * 4_096 : 0
}
