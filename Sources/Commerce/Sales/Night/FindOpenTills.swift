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
            return try SalesReading.openSessions(before: end, snapshot).compactMap { till in
                sites[till.site].flatMap { site in
                    site.time.businessDay(at: till.openedAt) <= day ? (site: site, till: till.till) : nil
                }
            }
        }
        guard !open.isEmpty else { return .alone("every till was closed") }
        for (site, till) in open {
            try await night.tell(
                AttentionNeeded(
                    company: site.company, site: site.id, subject: "till \(site.code)/\(till) open",
                    reason: "Till \(till) at \(site.code) was not closed on \(day): its cash is not counted.",
                    proposal: "close-session with the cash counted in the drawer", deadline: day.advanced(by: 1)))
        }
        return .needsYou(open.count == 1 ? "1 till was left open" : "\(open.count) tills were left open")
    }
}
