// SPDX-License-Identifier: Apache-2.0

import Kernel
import Web

/// How trade goes in one currency: the figures of the day that was closed, and the days before it.
struct TradeSection {
    private let sales: [HomePage.SalesDay]
    private let figures: HomePage.Figures?
    /// Whether it is the page's first; what is said of all trade together stands there.
    private let isFirst: Bool

    init(_ trade: HomePage.Trade, isFirst: Bool) {
        sales = trade.sales
        figures = trade.figures
        self.isFirst = isFirst
    }

    func html() -> HTML {
        let heading: HTML =
            figures.map { "Trade on \(Format.weekday($0.day)) \(Format.day($0.day))" } ?? "Trade"
        let currency = figures?.sales.currency.code ?? sales.first?.sold.currency.code
        let name = isFirst ? "trade" : "trade-\(currency ?? "")"
        return """
            <section class="sheet" aria-labelledby="\(name)">
            <header><h2 id="\(name)">\(heading)</h2><span class="quiet small">\(currency)</span></header>
            \(figures.map(html))\(chart)</section>

            """
    }

    private func html(_ figures: HomePage.Figures) -> HTML {
        """
        <dl class="figures">
        \(figure("Sales", Format.money(figures.sales), note: weekChange))\
        \(figure("Receipts", Format.number(figures.receipts), note: nil))\
        \(figure("Average basket", averageBasket(figures), note: nil))\
        \(figure("Gross margin", grossMargin(figures), note: figures.grossMargin.map { "\(Format.money($0)) of \(Format.money(figures.netSales)) net" }))\
        \(figure("Stock at cost", Format.money(figures.stockValue), note: nil))\
        \(steps(figures))</dl>

        """
    }

    private func figure(_ name: String, _ value: String, note: String?) -> HTML {
        let note: HTML? = note.map { "<dd class=\"quiet small\">\($0)</dd>\n" }
        return """
            <div class="figure">
            <dt>\(name)</dt>
            <dd><b>\(value)</b></dd>
            \(note)</div>

            """
    }

    private func steps(_ figures: HomePage.Figures) -> HTML? {
        guard isFirst else { return nil }
        let share = Format.share(figures.stepsAlone, of: figures.stepsRun) ?? "–"
        return figure("Steps run alone", share, note: stepsNote(figures))
    }

    private func averageBasket(_ figures: HomePage.Figures) -> String {
        guard figures.receipts > 0 else { return "–" }
        let minor = figures.sales.minor.scaled(by: 1, over: figures.receipts)
        return Format.money(Money(minor: minor, figures.sales.currency))
    }

    private func grossMargin(_ figures: HomePage.Figures) -> String {
        figures.grossMargin.flatMap { Format.share($0.minor, of: figures.netSales.minor) } ?? "–"
    }

    private func stepsNote(_ figures: HomePage.Figures) -> String? {
        figures.stepsRun == 0
            ? nil : "\(Format.number(figures.stepsAlone)) of \(Format.number(figures.stepsRun)), all nights"
    }

    private var weekChange: String? {
        guard let figures, let day = sales.first(where: { $0.day == figures.day }), let earlier = day.soldWeekEarlier
        else { return nil }
        return Format.change(from: earlier, to: day.sold).map { "\($0) on the week before" }
    }

    private var chart: HTML? {
        guard let last = sales.last, let first = sales.first else { return nil }
        let currency = last.sold.currency
        return """
            <div class="inside">
            <h3>Sales per day</h3>
            \(Chart(
                summary: """
                    Sales per day from \(Format.day(first.day)) to \(Format.day(last.day)), each beside the same day a week \
                    earlier. The table beneath has the figures.
                    """,
                pointName: "Day", valueName: "Sold", comparedName: "A week earlier", points: points,
                axis: { Format.brief(Money(minor: $0, currency)) },
                cell: { Format.money(Money(minor: $0, currency)) }
            ).bars())</div>

            """
    }

    private var points: [Chart.Point] {
        sales.enumerated().map { index, day in
            let opensMonth = index == 0 || day.day.month != sales[index - 1].day.month
            return Chart.Point(
                Format.shortDay(day.day), tick: String(day.day.dayOfMonth),
                group: opensMonth ? Format.shortMonth(day.day) : nil, value: day.sold.minor,
                compared: day.soldWeekEarlier?.minor)
        }
    }
}
