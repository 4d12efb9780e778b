// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import Catalogue
import CommerceFacts
import Foundation
package import Kernel
import Organisation
import Sales
package import Store
import Warehouse

/// Makes the reports: each a query and a table.
package enum Reports {
    /// - Throws: `ReportRefusal` when the request names what is not there, or what this report does not take.
    package static func make(_ name: ReportName, _ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        for option in request.options { try name.check(option) }
        if let from = request.from, from > request.date {
            throw ReportRefusal.daysReversed(from: from, date: request.date)
        }
        return switch name {
        case .trialBalance: try trialBalance(request, snapshot)
        case .profitAndLoss: try profitAndLoss(request, snapshot)
        case .balanceSheet: try balanceSheet(request, snapshot)
        case .cashFlow: try cashFlow(request, snapshot)
        case .journal: try journal(request, snapshot)
        case .receipt: try receipt(request, snapshot)
        case .stock: try stock(request, snapshot)
        case .sales: try sales(request, snapshot)
        case .proofs: try proofs(snapshot)
        case .night: try night(request, snapshot)
        case .inbox: try inbox(snapshot)
        case .sites: try sites(snapshot)
        case .costs: try costs(snapshot)
        }
    }

    /// The day a report is made for when nobody names one: the last that anything was posted on.
    ///
    /// - Throws: `ReportRefusal.nothingPosted` when the report is of a day and there is none yet.
    package static func lastDay(for name: ReportName, _ snapshot: Snapshot) throws -> Day {
        if let day = try AccountingReading.postedDays(snapshot)?.upperBound { return day }
        guard !name.options.contains(.date) else { throw ReportRefusal.nothingPosted }
        return Day(number: 0)
    }

    static func scope(_ request: ReportRequest, _ snapshot: Snapshot) throws -> AccountingReading.Scope {
        var scope = AccountingReading.Scope()
        scope.company = try company(request, snapshot)?.id
        scope.site = try site(request, snapshot)?.id
        scope.department = try request.department.map { code in
            if let department = try CatalogueReading.department(code: code, snapshot) { return department }
            guard code == none else { throw ReportRefusal.noSuchDepartment(code) }
            return ID(0)
        }
        scope.channel = try request.channel.map { name in
            if name == none { return 0 }
            guard let channel = Channel(rawValue: name) else { throw ReportRefusal.noSuchChannel(name) }
            return channel.number
        }
        scope.project = try request.project.map { try number($0, .project) }
        scope.campaign = try request.campaign.map { try number($0, .campaign) }
        return scope
    }

    /// What is typed for the postings that belong to no department, channel, project or campaign.
    private static let none = "none"

    private static func number<Entity>(_ text: String, _ option: ReportOption) throws -> ID<Entity> {
        if text == none { return ID(0) }
        guard let number = ID<Entity>(text) else { throw ReportRefusal.notANumber(text, option) }
        return number
    }

    static func company(_ request: ReportRequest, _ snapshot: Snapshot) throws -> CompanyRecord? {
        guard let code = request.company else { return nil }
        guard let company = try OrganisationReading.company(code: code, snapshot) else {
            throw ReportRefusal.noSuchCompany(code)
        }
        return company
    }

    static func site(_ request: ReportRequest, _ snapshot: Snapshot) throws -> SiteRecord? {
        guard let code = request.site else { return nil }
        guard let site = try OrganisationReading.site(code: code, snapshot) else {
            throw ReportRefusal.noSuchSite(code)
        }
        return site
    }

    /// The periods of the companies that a report is of where all have the same; else calendar months, and a note that
    /// says so.
    static func fiscalCalendar(
        _ request: ReportRequest, _ snapshot: Snapshot
    ) throws -> (calendar: FiscalCalendar, note: [String]) {
        let owner = try site(request, snapshot)?.company
        let calendars = try OrganisationReading.companies(snapshot)
            .filter { (request.company ?? $0.code) == $0.code && (owner ?? $0.id) == $0.id }.map(\.calendar)
        if let first = calendars.first, calendars.allSatisfy({ $0 == first }) { return (first, []) }
        let areMonths = calendars.allSatisfy { if case .months = $0 { true } else { false } }
        return (
            .months(firstMonth: 1),
            areMonths
                ? []
                : [
                    "The companies cut their years differently: these are calendar months. --company shows one by its own."
                ]
        )
    }

    static func place(_ request: ReportRequest) -> String {
        let parts: [(ReportOption, String?)] = [
            (.company, request.company), (.site, request.site), (.department, request.department),
            (.channel, request.channel), (.project, request.project), (.campaign, request.campaign),
        ]
        return parts.compactMap { option, value in value.map { ", \(option.rawValue) \($0)" } }.joined()
    }

    private static func stock(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        let scope = try scope(request, snapshot)
        let sites = try OrganisationReading.sitesByKey(snapshot)
        var report = Report(
            "Stock on \(request.date)\(place(request))",
            [
                .init("site"), .init("product"), .init("name"), .init("quantity", isNumber: true),
                .init("currency"), .init("value", isNumber: true),
            ])
        var totals: [Currency: Int64] = [:]
        for line in try WarehouseReading.stock(at: scope.site, on: request.date, snapshot) {
            guard let place = sites[line.site] else { continue }
            let product = try CatalogueReading.name(of: line.product, snapshot)
            if let department = scope.department {
                let listed = try product.flatMap { try CatalogueReading.product($0.code, snapshot) }
                guard listed?.department == department else { continue }
            }
            totals[place.currency, default: 0] += line.value
            report.rows.append([
                .text(place.code), .text(product?.code ?? "?"), .text(product?.name ?? "?"),
                .quantity(line.quantity), .text(place.currency.code), .money(line.value, place.currency),
            ])
        }
        for (currency, total) in totals.sorted(by: { $0.key.code < $1.key.code }) {
            report.addTotal([
                .text("total"), .nothing, .nothing, .nothing, .text(currency.code), .money(total, currency),
            ])
        }
        return report
    }

    private static func sales(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        let sites = try OrganisationReading.sitesByKey(snapshot)
        let wanted = try site(request, snapshot)?.id
        let from = request.from ?? request.date
        var report = Report(
            "Sales from \(from) through \(request.date)\(place(request))",
            [
                .init("day"), .init("site"), .init("receipts", isNumber: true), .init("currency"),
                .init("net", isNumber: true),
            ])
        var totals: [Currency: (receipts: Int64, net: Int64)] = [:]
        for day in try SalesReading.daily(from: from, through: request.date, snapshot) {
            guard let site = sites[day.site], wanted == nil || wanted == day.site else { continue }
            totals[site.currency, default: (0, 0)].receipts += day.receipts
            totals[site.currency, default: (0, 0)].net += day.net
            report.rows.append([
                .text(day.day.description), .text(site.code), .integer(day.receipts), .text(site.currency.code),
                .money(day.net, site.currency),
            ])
        }
        for (currency, total) in totals.sorted(by: { $0.key.code < $1.key.code }) {
            report.addTotal([
                .text("total"), .nothing, .integer(total.receipts), .text(currency.code), .money(total.net, currency),
            ])
        }
        report.notes = ["Net of discounts and tax, as the followers of the log have counted it."]
        return report
    }

    private static func proofs(_ snapshot: Snapshot) throws -> Report {
        let proofs = try Proofs.all(snapshot)
        var report = Report(
            proofs.allSatisfy(\.holds) ? "All \(proofs.count) proofs hold" : "Not all proofs hold",
            [.init("proof"), .init("figure", isNumber: true), .init("holds"), .init("first difference")])
        report.rows = proofs.map { proof in
            [.text(proof.name), .text(proof.figure), .text(proof.holds ? "yes" : "NO"), .text(proof.difference)]
        }
        return report
    }

    private static func night(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        guard let night = try AutomationReading.night(of: request.date, snapshot) else {
            throw ReportRefusal.noSuchNight(request.date)
        }
        var report = Report(
            "The night of \(night.day) ran \(night.alone) of \(night.steps.count) steps alone",
            [.init("step"), .init("state"), .init("milliseconds", isNumber: true), .init("result")])
        report.rows = night.steps.map { step in
            let took = step.finishedAt.map { ($0.microseconds - step.startedAt.microseconds) / 1_000 }
            return [
                .text(step.title), .text(step.state.rawValue), took.map(Report.Cell.integer) ?? .nothing,
                .text(step.result),
            ]
        }
        for proof in try AutomationReading.proofs(of: night.day, snapshot) {
            report.notes.append(
                "\(proof.holds ? "holds" : "FAILS")  \(proof.name): \(proof.figure) \(proof.difference)")
        }
        let share = try AutomationReading.share(snapshot)
        report.notes.append("Of all nights, \(share.alone) of \(share.all) steps ran alone.")
        return report
    }

    private static func inbox(_ snapshot: Snapshot) throws -> Report {
        let matters = try AutomationReading.inbox(snapshot)
        let companies = Dictionary(
            uniqueKeysWithValues: try OrganisationReading.companies(snapshot).map { ($0.id, $0) })
        var report = Report(
            matters.isEmpty
                ? "Nothing needs you" : matters.count == 1 ? "1 matter needs you" : "\(matters.count) matters need you",
            [.init("number"), .init("subject"), .init("reason"), .init("suspense", isNumber: true)])
        report.rows = matters.map { matter in
            [
                .text(matter.id.description), .text(matter.subject), .text(matter.reason),
                matter.suspense == 0
                    ? .nothing : .money(matter.suspense, companies[matter.company]?.currency ?? .usd),
            ]
        }
        if !matters.isEmpty {
            report.notes = [
                "Settle one with: nightshift do settle-attention '{\"attention\":\"NUMBER\",\"decision\":\"...\",\"day\":\"YYYY-MM-DD\"}'"
            ]
        }
        return report
    }

    private static func sites(_ snapshot: Snapshot) throws -> Report {
        let companies = try OrganisationReading.companies(snapshot)
        var report = Report(
            "Sites",
            [
                .init("site"), .init("name"), .init("company"), .init("kind"), .init("time zone"),
                .init("day starts at minute", isNumber: true), .init("price zone"), .init("address"),
            ])
        report.rows = try OrganisationReading.sites(snapshot).map { site in
            [
                .text(site.code), .text(site.name),
                .text(companies.first { $0.id == site.company }?.code ?? "?"), .text(site.kind.rawValue),
                .text(site.time.zone.identifier), .integer(Int64(site.time.dayStartsAtMinute)),
                .text(site.priceZone), .text(site.address),
            ]
        }
        return report
    }

    private static func costs(_ snapshot: Snapshot) throws -> Report {
        let currency = try OrganisationReading.companies(snapshot).first?.currency ?? .usd
        var report = Report(
            "What suppliers charge",
            [
                .init("product"), .init("name"), .init("supplier"), .init("valid from"), .init("currency"),
                .init("cost", isNumber: true),
            ])
        report.rows = try CatalogueReading.costs(snapshot).map { cost in
            [
                .text(cost.product), .text(cost.name), .text(cost.supplier), .text(cost.validFrom.description),
                .text(currency.code), .money(cost.cost, currency),
            ]
        }
        return report
    }
}
