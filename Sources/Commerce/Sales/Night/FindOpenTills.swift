// SPDX-License-Identifier: Apache-2.0

import Kernel
import ManagementFacts
import Organisation
import Store

extension NightStep {
    static let findOpenTills = NightStep("find-open-tills", "Find tills left open") { night in
        let day = night.day
        let open = try await night.read { snapshot in
            let sites = try OrganisationReading.sitesByKey(snapshot)
            let end = Instant(day.advanced(by: 2))
            return try OpenTill.all(before: end, snapshot).compactMap { till -> (site: SiteRecord, till: OpenTill)? in
                let stray = try till.strayCode.flatMap { try OrganisationReading.scene(code: $0, snapshot)?.site }
                guard let site = till.site.flatMap({ sites[$0] }) ?? stray,
                    try night.concerns(site.company, snapshot)
                else { return nil }
                return site.time.businessDay(at: till.openedAt) <= day ? (site, till) : nil
            }
        }
        guard !open.isEmpty else { return .alone("every till was closed") }
        for (site, till) in open {
            try await night.write { tx in
                try AskedSessions.note(till, tx)
                try tx.publish(matter(of: till, at: site, on: day))
            }
        }
        return .needsYou(open.count == 1 ? "1 till was left open" : "\(open.count) tills were left open")
    }

    private static func matter(of till: OpenTill, at site: SiteRecord, on day: Day) -> MatterRaised {
        let code: Code<Site> = Code(till.strayCode ?? site.code)
        let opened = site.time.businessDay(at: till.openedAt)
        return MatterRaised(
            company: site.company, site: site.id, kind: .tillOpen,
            subject: OpenTill.subject(code, till: till.number, openedAt: till.openedAt),
            reason: "Till \(till.number) at \(code) was not closed on \(day): its cash is not counted.",
            numbers: [.days("open for", day.number - opened.number + 1)], evidence: ["opened at \(till.openedAt)"],
            deadline: day.advanced(by: 1),
            proposals: [
                MatterProposal(
                    "Close the till with the cash counted in the drawer", CloseSession.self,
                    knowing: [.member(\.site, code), .member(\.till, till.number)])
            ])
    }
}
