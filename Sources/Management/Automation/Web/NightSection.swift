// SPDX-License-Identifier: Apache-2.0

import Kernel
import Web

/// Last night as a row of blocks, the steps that did not run alone in words, and all of them as a table.
struct NightSection {
    let night: HomePage.Night

    init(_ night: HomePage.Night) { self.night = night }

    func html() -> HTML {
        let steps = Array(night.steps.enumerated())
        let open = steps.filter { $0.element.state != .ranAlone }
        let exceptions: HTML? = open.isEmpty ? nil : "<ul class=\"exceptions\">\n\(open.map(exception))</ul>\n"
        return """
            <section class="sheet" aria-labelledby="last-night">
            <header><h2 id="last-night">Last night</h2><span class="quiet small">each block is a step</span></header>
            <ol class="night">
            \(steps.map(block))</ol>
            \(exceptions)<details class="twin">
            <summary>All \(steps.count) steps as a table</summary>
            <table>
            <thead><tr><th scope="col">Step</th><th scope="col">State</th><th scope="col" class="num">Took</th>\
            <th scope="col">Result</th></tr></thead>
            <tbody>
            \(steps.map(row))</tbody>
            </table>
            </details>
            </section>

            """
    }

    private func block(_ index: Int, _ step: HomePage.Step) -> HTML {
        let took = step.tookMicroseconds.map { ", \(Format.duration(microseconds: $0))" } ?? ""
        let words = "\(step.name): \(step.state.words)\(took)"
        return """
            <li><a class="block \(step.state.colour)" href="#step-\(index + 1)" title="\(words)">\
            <span class="unseen">\(words)</span><span aria-hidden="true">\(step.state.sign)</span></a></li>

            """
    }

    private func exception(_ index: Int, _ step: HomePage.Step) -> HTML {
        """
        <li><span class="state \(step.state.colour)">\(step.state.words)</span> <b>\(step.name)</b> \
        <span class="quiet">\(step.result)</span></li>

        """
    }

    private func row(_ index: Int, _ step: HomePage.Step) -> HTML {
        """
        <tr id="step-\(index + 1)"><th scope="row">\(step.name)</th>\
        <td><span class="state \(step.state.colour)">\(step.state.words)</span></td>\
        <td class="num">\(step.tookMicroseconds.map { Format.duration(microseconds: $0) } ?? "–")</td>\
        <td>\(step.result)</td></tr>

        """
    }
}

extension HomePage.Step.State {
    var words: String {
        switch self {
        case .ranAlone: "ran alone"
        case .needsYou: "needs you"
        case .failed: "failed"
        case .notRun: "not run"
        }
    }

    /// The class that colours it.
    var colour: String {
        switch self {
        case .ranAlone: "alone"
        case .needsYou: "asks"
        case .failed: "broken"
        case .notRun: "idle"
        }
    }

    /// So that colour is never the only difference.
    var sign: String {
        switch self {
        case .ranAlone: ""
        case .needsYou: "?"
        case .failed: "×"
        case .notRun: "–"
        }
    }
}
