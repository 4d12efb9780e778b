// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A line that tells how far long work is, on standard error, from the second second on.
///
/// On a terminal it is drawn again and again by itself, so that work which says nothing for long is seen to go on; into
/// a file or a pipe it is written only when there is something new to say, every ten seconds at most.
final class ProgressLine: Sendable {
    private let started = Date()
    private let patience: Double
    private let isTerminal: Bool
    private let write: @Sendable (String) -> Void
    private let shown: Mutex<Shown>

    private struct Shown {
        var text: String
        var renewed = Date.distantPast
        var drawn = Date.distantPast
        var isVisible = false
        var isEnded = false
    }

    /// - Parameters:
    ///   - text: what is being done until something more exact is known.
    ///   - patience: seconds without a line.
    ///   - write: takes what a terminal would get.
    init(
        _ text: String, patience: Double = 2, isTerminal: Bool = isatty(2) == 1,
        write: @escaping @Sendable (String) -> Void = FileHandle.warn
    ) {
        self.patience = patience
        self.isTerminal = isTerminal
        self.write = write
        shown = Mutex(Shown(text: text))
        if isTerminal { tick() }
    }

    /// Shows a line while `body` works, however it ends.
    static func during<Value>(_ text: String, _ body: (ProgressLine) async throws -> Value) async throws -> Value {
        let line = ProgressLine(text)
        defer { line.end() }
        return try await body(line)
    }

    /// Says what is done next, until something more exact is known.
    func begin(_ stage: String) {
        shown.withLock { shown in
            let now = Date()
            shown.renewed = now
            shown.text = stage
            draw(&shown, at: now)
        }
    }

    func show(_ text: @autoclosure () -> String) {
        shown.withLock { shown in
            let now = Date()
            // A text is made five times a second, not for each of a million rows.
            guard now.timeIntervalSince(shown.renewed) > 0.2 else { return }
            shown.renewed = now
            shown.text = text()
            draw(&shown, at: now)
        }
    }

    /// Clears the line, so that what follows stands alone.
    func end() {
        shown.withLock { shown in
            if shown.isVisible, isTerminal { write("\r\u{1b}[K") }
            shown.isVisible = false
            shown.isEnded = true
        }
    }

    private func draw(_ shown: inout Shown, at now: Date) {
        guard !shown.isEnded, now.timeIntervalSince(started) > patience,
            now.timeIntervalSince(shown.drawn) > (isTerminal ? 0.2 : 10)
        else { return }
        shown.drawn = now
        shown.isVisible = true
        write(isTerminal ? "\r\u{1b}[K\(shown.text)  \(Int(now.timeIntervalSince(started))) s" : "\(shown.text)\n")
    }

    /// A thread of its own, because the work may hold every thread that tasks run on.
    private func tick() {
        Thread.detachNewThread { [weak self] in
            while self?.isTicking() == true { Thread.sleep(forTimeInterval: 0.25) }
        }
    }

    /// Draws the line again; false when it has ended.
    private func isTicking() -> Bool {
        shown.withLock { shown in
            draw(&shown, at: Date())
            return !shown.isEnded
        }
    }
}
