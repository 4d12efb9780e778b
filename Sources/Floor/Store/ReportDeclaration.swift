// SPDX-License-Identifier: Apache-2.0

package import Reports

/// A report, declared by the system whose figures it shows: by the lowest that may read all of them, or by the back
/// office where none may.
package struct ReportDeclaration: Sendable {
    /// As it is asked for: `trial-balance`.
    package let name: String
    /// What it shows, for who looks for a report.
    package let summary: String
    /// The options that mean something for it; any other is refused rather than passed over.
    package let options: Set<ReportOption>
    package let make: @Sendable (ReportQuestion, Snapshot) throws -> Report

    package init(
        _ name: String, _ summary: String, options: Set<ReportOption> = [],
        make: @escaping @Sendable (ReportQuestion, Snapshot) throws -> Report
    ) {
        self.name = name
        self.summary = summary
        self.options = options
        self.make = make
    }

    /// - Throws: `ReportRefusal.notTaken` when the option means nothing for this report.
    package func check(_ option: ReportOption) throws {
        guard options.contains(option) else {
            let taken = ReportOption.allCases.filter(options.contains)
            throw ReportRefusal.notTaken(option, report: name, taken: taken)
        }
    }
}
