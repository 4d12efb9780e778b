// SPDX-License-Identifier: Apache-2.0

import Foundation
import FuzzReaders

/// The reader that NIGHTSHIFT_FUZZ_READER names; without it, the names of all are shown.
private let reader: FuzzReader = {
    let names = FuzzReader.all.map(\.name)
    let name = ProcessInfo.processInfo.environment["NIGHTSHIFT_FUZZ_READER"]
    guard let reader = FuzzReader.all.first(where: { $0.name == name }) else {
        print(names.joined(separator: " "))
        exit(name == nil ? 0 : 2)
    }
    return reader
}()

/// The reader, ready in a folder of its own.
nonisolated(unsafe) private let read: ([UInt8]) -> Void = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nightshift-fuzz-\(UUID().uuidString)")
    do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try reader.ready(in: folder)
    } catch {
        fatalError("\(reader.name) is not ready: \(error)")
    }
}()

/// libFuzzer as a library: SwiftPM gives an executable a `main` of its own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main enum Fuzz {
    static func main() {
        let reader = reader
        if let folder = ProcessInfo.processInfo.environment["NIGHTSHIFT_FUZZ_SAMPLES"] {
            // The good samples, where libFuzzer looks for input.
            for (number, sample) in reader.samples.enumerated() {
                try? Data(sample.utf8).write(to: URL(filePath: folder).appending(path: "sample-\(number)"))
            }
        }
        var count = CommandLine.argc
        var words = CommandLine.unsafeArgv
        exit(runDriver(&count, &words) { start, count in testOneInput(start, count) })
    }
}

/// What libFuzzer calls for each input; its own `main`, which is linked but never runs, knows it by this name.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
