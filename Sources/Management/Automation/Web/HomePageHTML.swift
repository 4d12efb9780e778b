// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Web

extension HomePage {
    /// The answer first: whether the books prove themselves, then how the night went.
    package var title: String {
        if !failing.isEmpty {
            return
                "\(failing.count) of \(Format.count(proofs.count, "proof", "proofs")) \(failing.count == 1 ? "fails" : "fail")"
        }
        guard let night else { return isEmpty ? "Nothing has happened yet" : "No night has run yet" }
        let day = Format.day(night.day)
        guard night.ended != nil else {
            let current = min(night.steps.count, night.count(otherThan: .notRun) + 1)
            return "The night of \(day) is at step \(current) of \(night.steps.count)"
        }
        let alone = night.count(.ranAlone)
        return switch night.steps.count {
        case 0: "The night of \(day) had nothing to do"
        case alone: "The night of \(day) ran all \(alone) steps alone"
        default: "The night of \(day) ran \(alone) of \(night.steps.count) steps alone"
        }
    }

    package func html() -> HTML {
        guard !isEmpty else { return head(lead: "These books are empty.") + FirstSteps.html }
        let proofs = ProofsSection(proofs: proofs, sealHead: sealHead)
        let inbox = InboxSection(matters: matters, now: now)
        return """
            \(head(lead: lead))\
            \(failing.isEmpty ? nil : proofs.html())\
            \(night.map(NightSection.init)?.html())\
            <div class="two">
            \(inbox.html())\(failing.isEmpty ? proofs.html() : nil)</div>
            \(trade.enumerated().map { TradeSection($1, isFirst: $0 == 0).html() })
            """
    }

    private func head(lead: String) -> HTML {
        """
        <div class="head">
        <h1\(attribute: "class", failing.isEmpty ? nil : "bad")>\(title)</h1>
        <p class="quiet">\(lead)</p>
        </div>

        """
    }

    private var lead: String {
        guard let night else { return "The first night closes the first day of trade." }
        let day = Format.fullDay(night.day)
        guard let ended = night.ended else { return "\(day) is being closed since \(Format.time(night.began))." }
        let closed = "\(day), closed from \(Format.time(night.began)) to \(Format.time(ended))."
        let open = [
            (night.count(.needsYou), "needs you", "need you"), (night.count(.failed), "failed", "failed"),
            (night.count(.notRun), "did not run", "did not run"),
        ]
        let sentences = open.filter { $0.0 > 0 }.map {
            "\(Format.count($0.0, "step", "steps")) \($0.0 == 1 ? $0.1 : $0.2)"
        }
        return sentences.isEmpty ? closed : "\(closed) \(sentences.joined(separator: ", "))."
    }

    private var failing: [Proof] { proofs.filter { $0.outcome != .holds } }

    private var isEmpty: Bool {
        night == nil && matters.isEmpty && failing.isEmpty && trade.allSatisfy(\.isEmpty)
    }
}

extension HomePage.Night {
    func count(_ state: HomePage.Step.State) -> Int { steps.count { $0.state == state } }

    func count(otherThan state: HomePage.Step.State) -> Int { steps.count - count(state) }
}
