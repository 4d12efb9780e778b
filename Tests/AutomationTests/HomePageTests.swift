// SPDX-License-Identifier: Apache-2.0

import Automation
import Kernel
import PageSnapshots
import Testing
import Web

@Suite struct `Home page` {
    @Test func `looks as kept after a night that needs a person`() {
        #expect(difference(of: document(.ordinary), fromSnapshot: "home") == nil)
    }

    @Test func `looks as kept when a proof fails, with the failing proof first`() {
        var page = HomePage.ordinary
        page.proofs[1].outcome = .fails(
            firstDifference: "Quay Street, Butter 250 g: 12 counted from moves, 11 in stock.")
        #expect(difference(of: document(page), fromSnapshot: "home-failing-proof") == nil)
        let text = String(decoding: page.html().bytes, as: UTF8.self)
        #expect(position(of: "Fails:", in: text) < position(of: "Last night", in: text))
        #expect(position(of: "Fails:", in: text) < position(of: "Holds:", in: text))
        #expect(text.contains(#"class="sheet alarm""#))
    }

    @Test func `looks as kept with nothing in the books`() {
        let page = HomePage(now: morning)
        #expect(page.title == "Nothing has happened yet")
        #expect(difference(of: document(page), fromSnapshot: "home-empty") == nil)
    }

    @Test func `answers in its title how the night went`() {
        #expect(title(of: [.ranAlone, .needsYou, .ranAlone]) == "The night of 30 September ran 2 of 3 steps alone")
        #expect(title(of: [.ranAlone, .ranAlone]) == "The night of 30 September ran all 2 steps alone")
        #expect(title(of: []) == "The night of 30 September had nothing to do")
        #expect(
            title(of: [.ranAlone, .notRun, .notRun], running: true) == "The night of 30 September is at step 2 of 3")
        #expect(title(of: [.ranAlone], failing: 1) == "1 of 2 proofs fails")
        #expect(title(of: [.ranAlone], failing: 2) == "2 of 2 proofs fail")
        #expect(HomePage(now: morning, trade: HomePage.ordinary.trade).title == "No night has run yet")
    }

    @Test func `shows each step as a block and as a row, in every state`() {
        let states = HomePage.Step.State.allCases
        for first in states {
            for second in states {
                let html = text(of: [first, second])
                #expect(occurrences(of: "class=\"block ", in: html) == 2)
                #expect(occurrences(of: "<tr id=\"step-", in: html) == 2)
                #expect(html.contains("<li><span class=\"state") == [first, second].contains { $0 != .ranAlone })
            }
        }
    }

    @Test func `keeps what comes from outside from becoming markup`() {
        let attack = #""><script>alert('1')</script>&"#
        var page = HomePage.ordinary
        page.night?.steps = [.init(attack, .failed, result: attack)]
        page.matters = [
            .init(
                id: ID(7), title: attack, subject: attack, reason: attack, numbers: [attack], evidence: [attack],
                raisedAt: morning, ways: [.init(label: attack, commandLine: attack)], unanswered: attack)
        ]
        page.proofs = [.init(attack, figure: attack, .fails(firstDifference: attack)), .init(attack, figure: attack)]
        page.sealHead = attack
        let text = String(decoding: page.html().bytes, as: UTF8.self)
        #expect(!text.contains("<script"))
        #expect(!text.contains(attack))
        #expect(text.contains("&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;"))
    }

    @Test func `tells ages and deadlines from the moment it is made`() {
        let text = String(decoding: HomePage.ordinary.html().bytes, as: UTF8.self)
        #expect(text.contains(">3 hours ago</time>"))
        #expect(text.contains("due <time datetime=\"2026-10-01T17:00:00Z\">in 11 hours</time>"))
        #expect(text.contains("was due <time datetime=\"2026-10-01T05:00:00Z\">1 hour ago</time>"))
    }

    @Test func `shows each currency by itself, and what is said of all nights once`() {
        var page = HomePage.ordinary
        page.trade.append(
            .init(
                figures: .init(
                    day: HomePage.lastDay, sales: Money(minor: 777_001, .jpy), netSales: Money(minor: 700_001, .jpy),
                    receipts: 1, grossMargin: nil, stockValue: Money(minor: 888_002, .jpy), stepsAlone: 351,
                    stepsRun: 360)))
        let text = String(decoding: page.html().bytes, as: UTF8.self)
        #expect(occurrences(of: "<h2 id=\"trade\">", in: text) == 1)
        #expect(occurrences(of: "<h2 id=\"trade-JPY\">", in: text) == 1)
        #expect(text.contains("<b>63,418.20</b>") && text.contains("<b>777,001</b>"))
        #expect(text.contains("<b>1,204,551.62</b>") && text.contains("<b>888,002</b>"))
        #expect(occurrences(of: "Steps run alone", in: text) == 1)
    }

    @Test func `leaves figures out rather than dividing by zero`() {
        var page = HomePage.ordinary
        page.trade[0].figures?.receipts = 0
        page.trade[0].figures?.netSales = .zero(.eur)
        page.trade[0].figures?.stepsRun = 0
        let text = String(decoding: page.html().bytes, as: UTF8.self)
        #expect(occurrences(of: "<b>–</b>", in: text) == 3)
    }
}

private func document(_ page: HomePage) -> HTML {
    Layout(
        company: "Harbour Stores",
        sectors: [
            .init("", [.init("Home", "/"), .init("Inbox", "/inbox")]),
            .init("Finance", [.init("Ledger", "/ledger"), .init("Bank", "/bank")]),
            .init("Logistics", [.init("Stock", "/stock")]),
            .init("Commerce", [.init("Sales", "/sales"), .init("Products", "/products")]),
            .init("Management", [.init("Automation", "/automation")]),
        ]
    ).document(page, at: "/")
}

private func page(of states: [HomePage.Step.State], running: Bool = false, failing: Int = 0) -> HomePage {
    let day = HomePage.lastDay
    return HomePage(
        now: morning,
        night: .init(
            day: day, began: WallTime(day.advanced(by: 1), hour: 2),
            ended: running ? nil : WallTime(day.advanced(by: 1), hour: 3),
            steps: states.map { .init("Step", $0) }),
        proofs: (0..<2).map { .init("Proof", figure: "1", $0 < failing ? .fails(firstDifference: "row") : .holds) })
}

private func title(of states: [HomePage.Step.State], running: Bool = false, failing: Int = 0) -> String {
    page(of: states, running: running, failing: failing).title
}

private func text(of states: [HomePage.Step.State]) -> String {
    String(decoding: page(of: states).html().bytes, as: UTF8.self)
}

private func occurrences(of part: String, in text: String) -> Int { text.ranges(of: part).count }

private func position(of part: String, in text: String) -> String.Index {
    text.firstRange(of: part)?.lowerBound ?? text.endIndex
}

private let morning = Instant("2026-10-01T06:00:00Z")!

extension HomePage {
    fileprivate static let lastDay = Day("2026-09-30")!

    /// A night of twelve steps, one of which needs a person.
    fileprivate static var ordinary: HomePage {
        HomePage(
            now: morning,
            night: Night(
                day: lastDay, began: WallTime(lastDay.advanced(by: 1), hour: 2),
                ended: WallTime(lastDay.advanced(by: 1), hour: 2, minute: 3),
                steps: [
                    Step(
                        "Close the tills", .ranAlone, tookMicroseconds: 1_240_000,
                        result: "31 tills closed, 2.15 over in all"),
                    Step("Count the cash", .ranAlone, tookMicroseconds: 310_000, result: "13 safes within tolerance"),
                    Step(
                        "Post the sales", .ranAlone, tookMicroseconds: 9_870_000, result: "2,904 receipts in 13 entries"
                    ),
                    Step("Match the bank", .needsYou, tookMicroseconds: 2_050_000, result: "118 of 119 lines matched"),
                    Step(
                        "Match supplier bills", .ranAlone, tookMicroseconds: 1_730_000,
                        result: "42 bills, 1 over its order"),
                    Step(
                        "Forecast demand", .ranAlone, tookMicroseconds: 48_300_000, result: "8,412 products at 13 sites"
                    ),
                    Step(
                        "Order from suppliers", .ranAlone, tookMicroseconds: 5_600_000, result: "37 orders, 61,204.00"),
                    Step(
                        "Plan the routes", .ranAlone, tookMicroseconds: 30_010_000,
                        result: "6 trucks, 412 km, 3% under yesterday"),
                    Step("Print the labels", .ranAlone, tookMicroseconds: 640_000, result: "214 prices change"),
                    Step("Pay the suppliers", .ranAlone, tookMicroseconds: 890_000, result: "19 bills due, 24,118.70"),
                    Step("Prove the books", .ranAlone, tookMicroseconds: 3_120_000, result: "4 proofs hold"),
                    Step("Seal the log", .ranAlone, tookMicroseconds: 480, result: "58,113 facts"),
                ]),
            matters: [
                OpenMatter(
                    id: ID(8812), title: "A bank line matches nothing", subject: "2026-09-30/4",
                    reason:
                        "A credit of 33.00. The text is “REFUND 8812”. Closest: the card refund of 33.00 at Quay Street on 19 September.",
                    evidence: [
                        "Bank line 4 of statement 2026-09-30: 33.00, REFUND 8812",
                        "Receipt 12-004411: card refund of 33.00",
                    ],
                    raisedAt: Instant("2026-10-01T02:01:00Z")!, deadline: Instant("2026-10-01T17:00:00Z")!,
                    ways: [
                        .init(
                            label: "Match the credit with the refund",
                            commandLine: "nightshift do settle-matter --matter 8812 --proposal 1"),
                        .init(
                            label: "Accept it as it is",
                            commandLine: "nightshift do settle-matter --matter 8812 --account …", isProposed: false),
                    ], unanswered: "The credit stays in suspense."),
                OpenMatter(
                    id: ID(4471), title: "A bill is over its order", subject: "Northfield Dairy/4471",
                    reason: "12 crates of butter at 19.60, ordered at 16.40. Fourth time in six weeks.",
                    numbers: ["over the order 38.40", "bills in six weeks 4"],
                    evidence: [
                        "Order 2026-001180: 12 crates at 16.40", "Receipt of goods on 28 September: 12 crates",
                        "Bill 4471: 12 crates at 19.60",
                    ],
                    raisedAt: Instant("2026-09-29T02:02:00Z")!, deadline: Instant("2026-10-01T05:00:00Z")!,
                    ways: [
                        .init(
                            label: "Ask for a credit of 38.40",
                            commandLine: "nightshift do settle-matter --matter 4471 --proposal 1 --until …")
                    ]),
            ],
            proofs: [
                Proof("Debits equal credits", figure: "4,182,903.17"),
                Proof("Stock equals its account, 13 sites", figure: "1,204,551.62"),
                Proof("Card clearing equals the acquirer's report", figure: "18,220.40"),
                Proof("Goods received equal goods to be billed", figure: "21,340.00"),
            ],
            trade: [
                Trade(
                    sales: (0..<14).map { index in
                        let sold: [Int64] = [
                            5_120_400, 4_870_250, 4_630_900, 4_781_030, 5_204_110, 6_480_990, 7_015_320,
                            5_301_260, 4_990_800, 4_402_170, 4_893_440, 5_390_650, 6_722_080, 6_341_820,
                        ]
                        let earlier: [Int64?] = [
                            nil, 4_950_000, 4_720_300, 4_655_120, 5_010_900, 6_390_400, 6_710_250,
                            5_120_400, 4_870_250, 4_630_900, 4_781_030, 5_204_110, 6_480_990, 5_839_600,
                        ]
                        return SalesDay(
                            day: lastDay.advanced(by: index - 13), sold: Money(minor: sold[index], .eur),
                            soldWeekEarlier: earlier[index].map { Money(minor: $0, .eur) })
                    },
                    figures: Figures(
                        day: lastDay, sales: Money(minor: 6_341_820, .eur), netSales: Money(minor: 5_512_004, .eur),
                        receipts: 2_904,
                        grossMargin: Money(minor: 1_587_457, .eur), stockValue: Money(minor: 120_455_162, .eur),
                        stepsAlone: 351, stepsRun: 360))
            ],
            sealHead: "9f3c1b0d5a77e4c2086d5b1f4e9a3c7d2b8f60415e7d9c3a1b2f4e6d8c0ae21a")
    }
}
