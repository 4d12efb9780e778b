// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// What a report is asked for, in the words of who asks.
package struct ReportRequest: Sendable, Equatable {
    package var date: Day
    package var from: Day?
    /// A company's code.
    package var company: String?
    /// A site's code.
    package var site: String?
    /// A department's code, or `none` for what belongs to no department.
    package var department: String?
    /// `store`, `web`, `phone`, or `none`.
    package var channel: String?
    /// The number that journal lines carry, or `none`.
    package var project: String?
    /// The number that journal lines carry, or `none`.
    package var campaign: String?
    /// An account's number.
    package var account: String?
    /// A receipt: its number in the journal, or `S1/3/4711` as it is printed: site, till, number.
    package var document: String?
    /// An actor's code.
    package var actor: String?
    /// A command's name.
    package var command: String?

    package init(
        date: Day, from: Day? = nil, company: String? = nil, site: String? = nil, department: String? = nil,
        channel: String? = nil, project: String? = nil, campaign: String? = nil, account: String? = nil,
        document: String? = nil, actor: String? = nil, command: String? = nil
    ) {
        self.date = date
        self.from = from
        self.company = company
        self.site = site
        self.department = department
        self.channel = channel
        self.project = project
        self.campaign = campaign
        self.account = account
        self.document = document
        self.actor = actor
        self.command = command
    }

    /// What it is narrowed by, besides its day.
    package var options: [ReportOption] {
        let given: [(ReportOption, Bool)] = [
            (.from, from != nil), (.company, company != nil), (.site, site != nil), (.department, department != nil),
            (.channel, channel != nil), (.project, project != nil), (.campaign, campaign != nil),
            (.account, account != nil), (.document, document != nil), (.actor, actor != nil),
            (.command, command != nil),
        ]
        return given.filter { $0.1 }.map { $0.0 }
    }

    /// What it is narrowed by, as a title ends: `, company ACME, site S1`.
    package var place: String {
        let parts: [(ReportOption, String?)] = [
            (.company, company), (.site, site), (.department, department), (.channel, channel), (.project, project),
            (.campaign, campaign), (.actor, actor), (.command, command),
        ]
        return parts.compactMap { option, value in value.map { ", \(option.rawValue) \($0)" } }.joined()
    }
}
