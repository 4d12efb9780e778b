// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// What a report is asked for, in keys: the words of a `ReportRequest`, looked up by the one place that knows all
/// systems, so that a report need not read the system that keeps a code.
package struct ReportQuestion: Sendable, Equatable {
    /// The last day.
    package let date: Day
    package let from: Day?
    package var company: ID<Company>?
    package var site: ID<Site>?
    /// Zero means what belongs to none; so for channel, project and campaign.
    package var department: ID<Department>?
    package var channel: Int64?
    package var project: ID<Project>?
    package var campaign: ID<Campaign>?
    /// An account's number.
    package let account: String?
    /// A receipt, as it was typed.
    package let document: String?
    package var actor: ID<Actor>?
    /// A command's name.
    package let command: String?
    /// What it is narrowed by, as a title ends: `, company ACME, site S1`.
    package let place: String

    /// The question of a request that names nothing to be looked up, or before it was.
    package init(_ request: ReportRequest) {
        date = request.date
        from = request.from
        account = request.account
        document = request.document
        command = request.command
        place = request.place
    }
}
