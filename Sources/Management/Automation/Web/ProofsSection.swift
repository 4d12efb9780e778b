// SPDX-License-Identifier: Apache-2.0

import Web

/// What must be so if the books are right, and the seal under them. What fails stands first, in red.
struct ProofsSection {
    let proofs: [HomePage.Proof]
    let sealHead: String?

    func html() -> HTML? {
        guard !proofs.isEmpty || sealHead != nil else { return nil }
        let failing = proofs.filter { $0.outcome != .holds }
        let holding = proofs.filter { $0.outcome == .holds }
        return """
            <section class="sheet\(failing.isEmpty ? "" : " alarm")" aria-labelledby="proofs">
            <header><h2 id="proofs">Proofs</h2>\(verdict(failing.count))</header>
            <ul class="proofs">
            \(failing.map(html))\(holding.map(html))\(sealHead.map(seal))</ul>
            </section>

            """
    }

    private func verdict(_ failing: Int) -> HTML? {
        switch (proofs.count, failing) {
        case (0, _): nil
        case (_, 0): "<span class=\"good small\">all hold</span>"
        default: "<span class=\"bad small\">\(Format.count(failing, "fails", "fail"))</span>"
        }
    }

    private func html(_ proof: HomePage.Proof) -> HTML {
        switch proof.outcome {
        case .holds:
            """
            <li><span><span class="good" aria-hidden="true">✓</span><span class="unseen">Holds:</span> \(proof.name)</span>\
            <span class="quiet num">\(proof.figure)</span></li>

            """
        case .fails(let firstDifference):
            """
            <li class="fails"><span><b><span aria-hidden="true">×</span><span class="unseen">Fails:</span> \
            \(proof.name)</b></span><span class="num">\(proof.figure)</span>
            <p>First difference: \(firstDifference)</p></li>

            """
        }
    }

    /// On paper the whole head is written out: it is what a later check compares with.
    private func seal(_ head: String) -> HTML {
        """
        <li><span>Log sealed</span><code class="on-screen quiet" title="\(head)">\(Format.shortened(hash: head))</code>\
        <code class="on-paper">\(head)</code></li>

        """
    }
}
