// SPDX-License-Identifier: Apache-2.0

/// What a report may be narrowed by, as it is typed on the command line.
package enum ReportOption: String, Sendable, CaseIterable {
    case date, from, company, site, department, channel, project, campaign, account, document, actor, command

    /// What a posting can be told apart by.
    package static let dimensions: Set<ReportOption> = [.company, .site, .department, .channel, .project, .campaign]
}
