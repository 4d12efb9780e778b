// SPDX-License-Identifier: Apache-2.0

import Kernel
import Web

/// What needs a person: each matter with its reason, its numbers, its evidence, its deadline, the ways to settle it and
/// what happens when nobody does.
struct InboxSection {
    let matters: [HomePage.OpenMatter]
    let now: Instant

    func html() -> HTML {
        guard !matters.isEmpty else {
            return """
                <section class="sheet" aria-labelledby="needs-you">
                <header><h2 id="needs-you">Needs you</h2><span class="good small">nothing</span></header>
                <p class="inside quiet">Everything open is within what automation may decide.</p>
                </section>

                """
        }
        return """
            <section class="sheet" aria-labelledby="needs-you">
            <header><h2 id="needs-you">Needs you</h2>\
            <span class="warn small">\(Format.count(matters.count, "matter", "matters"))</span></header>
            <ol class="items" data-items>
            \(matters.map(html))</ol>
            <footer data-keys hidden><kbd>J</kbd> <kbd>K</kbd> move · <kbd>Enter</kbd> copy the command · \
            <kbd>E</kbd> evidence</footer>
            </section>

            """
    }

    private func html(_ matter: HomePage.OpenMatter) -> HTML {
        """
        <li class="item" data-item aria-labelledby="matter-\(matter.id.rawValue)">
        <h3 id="matter-\(matter.id.rawValue)">\(matter.title)</h3>
        <p class="why">\(matter.reason)</p>
        \(numbers(of: matter))<p class="small quiet">\(matter.subject) · raised \(time(matter.raisedAt))\
        \(matter.deadline.map(deadline))</p>
        \(evidence(of: matter))\(matter.ways.enumerated().map { way($1, number: $0 + 1, of: matter) })\
        \(unanswered(of: matter))</li>

        """
    }

    private func time(_ instant: Instant) -> HTML {
        """
        <time datetime="\(instant.description)">\(Format.distance(from: now, to: instant))</time>
        """
    }

    private func deadline(_ deadline: Instant) -> HTML {
        deadline < now
            ? " · <span class=\"bad\">was due \(time(deadline))</span>"
            : " · <span class=\"warn\">due \(time(deadline))</span>"
    }

    private func numbers(of matter: HomePage.OpenMatter) -> HTML? {
        guard !matter.numbers.isEmpty else { return nil }
        return """
            <p class="num small">\(matter.numbers.joined(separator: " · "))</p>

            """
    }

    private func evidence(of matter: HomePage.OpenMatter) -> HTML? {
        guard !matter.evidence.isEmpty else { return nil }
        let lines: [HTML] = matter.evidence.map { "<li>\($0)</li>\n" }
        return """
            <details class="evidence">
            <summary data-act="evidence">Evidence</summary>
            <ul>
            \(lines)</ul>
            </details>

            """
    }

    private func way(_ way: MatterRecord.Way, number: Int, of matter: HomePage.OpenMatter) -> HTML {
        let place = "command-\(matter.id.rawValue)-\(number)"
        // One key copies what is proposed, never what only takes the matter out of sight.
        let isFirst = way.isProposed && number == 1
        return """
            <div class="proposal">
            <p><span class="quiet">\(isFirst ? "Proposed:" : number == 1 ? "Nothing is proposed:" : "Or:")</span> \(way.label)</p>
            <pre><code id="\(place)">\(way.commandLine)</code></pre>
            <button\(attribute: "class", isFirst ? "primary" : nil) type="button"\
            \(attribute: "data-act", isFirst ? "accept" : nil) data-copy="\(place)" hidden>Copy the command</button>
            </div>

            """
    }

    private func unanswered(of matter: HomePage.OpenMatter) -> HTML? {
        guard !matter.unanswered.isEmpty else { return nil }
        return """
            <p class="small quiet">If nobody answers: \(matter.unanswered)</p>

            """
    }
}
