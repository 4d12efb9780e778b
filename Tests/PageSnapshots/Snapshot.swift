// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Web

/// Compares a page with the file that keeps how it looked when a person last looked at it.
///
/// The file is `Snapshots/NAME.html` beside the test. To refresh all files of a run after a wanted change:
///
///     NIGHTSHIFT_REFRESH_SNAPSHOTS=1 swift test --filter 'Home page'
///
/// then read the difference that git shows, and open the files in a browser if in doubt.
///
/// - Returns: nil when they are equal byte for byte; otherwise the first line that differs, both ways.
package func difference(of document: HTML, fromSnapshot name: String, besides test: String = #filePath) -> String? {
    let folder = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Snapshots")
    let file = folder.appendingPathComponent(name + ".html")
    // The versions of the assets change with every stroke of the pen; the pages do not.
    var now = String(decoding: document.bytes, as: UTF8.self)
    for asset in Asset.all { now = now.replacing(asset.path, with: asset.unversionedPath) }
    if ProcessInfo.processInfo.environment["NIGHTSHIFT_REFRESH_SNAPSHOTS"] == "1" {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(now.utf8).write(to: file)
            return nil
        } catch {
            return "\(file.path) cannot be written: \(error)"
        }
    }
    guard let kept = try? Data(contentsOf: file) else { return "\(file.path) is missing" }
    guard kept != Data(now.utf8) else { return nil }
    let before = String(decoding: kept, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let after = now.split(separator: "\n", omittingEmptySubsequences: false)
    let line =
        zip(before, after).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(before.count, after.count)
    return """
        \(name).html, line \(line + 1):
        kept: \(line < before.count ? before[line] : "(the end)")
        now:  \(line < after.count ? after[line] : "(the end)")
        """
}
