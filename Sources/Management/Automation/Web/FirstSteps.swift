// SPDX-License-Identifier: Apache-2.0

import Web

/// What an owner of empty books does first.
enum FirstSteps {
    static let html: HTML = """
        <section class="sheet" aria-labelledby="first-steps">
        <header><h2 id="first-steps">First steps</h2></header>
        <ol class="first-steps">
        <li><b>Open the books.</b> <code>nightshift init</code> asks for the company, its sites and its currency.</li>
        <li><b>Bring what you have.</b> <code>nightshift import FOLDER</code> reads products, stock and receipts from \
        files. To look around first, <code>make run</code> trades a year of an invented company.</li>
        <li><b>Let a night pass.</b> <code>nightshift night</code> closes a day: it counts, posts, orders and proves, and \
        this page tells what it did and what it needs from you.</li>
        </ol>
        </section>

        """
}
