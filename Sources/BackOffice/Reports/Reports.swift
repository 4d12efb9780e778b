// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Catalogue
import CommerceFacts
package import Kernel
import Organisation
package import Reports
package import Store

/// Makes the reports that the systems declare.
package enum Reports {
    /// Those that no one system could make.
    static let ofAll: [ReportDeclaration] = [.receipt, .proofs]

    /// - Throws: `ReportRefusal` when the request names what is not there, or what this report does not take.
    package static func make(
        _ report: ReportDeclaration, _ request: ReportRequest, _ snapshot: Snapshot
    ) throws -> Report {
        for option in request.options { try report.check(option) }
        if report.options.contains(.date), let from = request.from, from > request.date {
            throw ReportRefusal.daysReversed(from: from, date: request.date)
        }
        return try report.make(question(request, snapshot), snapshot)
    }

    /// The day a report is made for when nobody names one: the last that anything was posted on. A till whose clock is
    /// years ahead does not make it: days that have not come yet count only where there are no others.
    ///
    /// - Throws: `ReportRefusal.nothingPosted` when the report is of a day and there is none yet.
    package static func lastDay(
        for report: ReportDeclaration, at now: Instant, _ snapshot: Snapshot
    ) throws -> Day {
        let come = try AccountingReading.postedDays(through: now.tomorrow, snapshot)
        if let day = try (come ?? AccountingReading.postedDays(snapshot))?.upperBound { return day }
        guard !report.options.contains(.date) else { throw ReportRefusal.nothingPosted }
        return Day(number: 0)
    }

    /// Looks up what the words of a request stand for.
    private static func question(_ request: ReportRequest, _ snapshot: Snapshot) throws -> ReportQuestion {
        var question = ReportQuestion(request)
        question.company = try request.company.map { code in
            guard let company = try OrganisationReading.company(code: code, snapshot) else {
                throw ReportRefusal.noSuchCompany(code)
            }
            return company.id
        }
        question.actor = try request.actor.map { code in
            guard let actor = try AccessReading.actor(code: code, snapshot) else {
                throw ReportRefusal.noSuchActor(code)
            }
            return actor
        }
        question.site = try request.site.map { code in
            guard let site = try OrganisationReading.site(code: code, snapshot) else {
                throw ReportRefusal.noSuchSite(code)
            }
            return site.id
        }
        question.department = try request.department.map { code in
            if let department = try CatalogueReading.department(code: code, snapshot) { return department }
            guard code == none else { throw ReportRefusal.noSuchDepartment(code) }
            return ID(0)
        }
        question.channel = try request.channel.map { name in
            if name == none { return 0 }
            guard let channel = Channel(rawValue: name) else {
                throw ReportRefusal.noSuchChannel(name, known: Channel.allCases.map(\.rawValue))
            }
            return channel.number
        }
        question.project = try request.project.map { try number($0, .project) }
        question.campaign = try request.campaign.map { try number($0, .campaign) }
        return question
    }

    /// What is typed for the postings that belong to no department, channel, project or campaign.
    private static let none = "none"

    private static func number<Entity>(_ text: String, _ option: ReportOption) throws -> ID<Entity> {
        if text == none { return ID(0) }
        guard let number = ID<Entity>(text) else { throw ReportRefusal.notANumber(text, option) }
        return number
    }
}
