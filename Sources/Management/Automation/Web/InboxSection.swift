// SPDX-License-Identifier: Apache-2.0

import Kernel
import Web

/// What needs a person: each item with its reason, its evidence, its deadline and the act proposed.
struct InboxSection {
    let items: [HomePage.AttentionItem]
    let now: Instant

    func html() -> HTML {
        guard !items.isEmpty else {
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
            <span class="warn small">\(Format.count(items.count, "decision", "decisions"))</span></header>
            <ol class="items" data-items>
            \(items.map(html))</ol>
            <footer data-keys hidden><kbd>J</kbd> <kbd>K</kbd> move · <kbd>Enter</kbd> copy the command · \
            <kbd>E</kbd> evidence</footer>
            </section>

            """
    }

    private func html(_ item: HomePage.AttentionItem) -> HTML {
        """
        <li class="item" data-item aria-labelledby="item-\(item.id.rawValue)">
        <h3 id="item-\(item.id.rawValue)">\(item.title)</h3>
        <p class="why">\(item.reason)</p>
        <p class="small quiet">Raised \(time(item.raisedAt))\(item.deadline.map(deadline))</p>
        \(evidence(of: item))\(item.proposal.map { proposal($0, of: item) })</li>

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

    private func evidence(of item: HomePage.AttentionItem) -> HTML? {
        guard !item.evidence.isEmpty else { return nil }
        let lines: [HTML] = item.evidence.map { "<li>\($0)</li>\n" }
        return """
            <details class="evidence">
            <summary data-act="evidence">Evidence</summary>
            <ul>
            \(lines)</ul>
            </details>

            """
    }

    private func proposal(_ proposal: HomePage.Proposal, of item: HomePage.AttentionItem) -> HTML {
        """
        <div class="proposal">
        <p><span class="quiet">Proposed:</span> \(proposal.act)</p>
        <pre><code id="command-\(item.id.rawValue)">\(proposal.commandLine)</code></pre>
        <button class="primary" type="button" data-act="accept" data-copy="command-\(item.id.rawValue)" hidden>\
        Copy the command</button>
        </div>

        """
    }
}
