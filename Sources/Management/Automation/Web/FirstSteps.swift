// SPDX-License-Identifier: Apache-2.0

import Web

/// What an owner of empty books does first.
enum FirstSteps {
    static let html: HTML = """
        <section class="sheet" aria-labelledby="first-steps">
        <header><h2 id="first-steps">First steps</h2></header>
        <ol class="first-steps">
        <li><b>Open the books.</b> <code>nightshift init</code> makes an empty back office. To look around in an invented \
        company's books instead, <code>make run</code>.</li>
        <li><b>Bring what you have.</b> <code>nightshift import</code> reads receipts from files; \
        <code>nightshift do --list</code> shows everything that can be told by hand, beginning with \
        <code>register-company</code>.</li>
        <li><b>Let a night pass.</b> <code>nightshift night</code> closes the last day of trade; then this page tells what \
        it did, what it proved, and what it needs from you.</li>
        </ol>
        </section>

        """
}
