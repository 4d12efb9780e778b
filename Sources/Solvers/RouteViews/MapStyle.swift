// SPDX-License-Identifier: Apache-2.0

/// The look of a map. Plain rules without variables, which every reader of SVG understands; dots are round line ends,
/// so that a narrow picture can thicken them.
struct MapStyle {
    /// Picture units across a stop.
    let dot: Double
    /// Of lines between stops.
    let line: Double
    /// How much of a line to or from a depot is seen: where hundreds meet, less of each.
    let faint: Double

    /// Fewer stops are drawn larger: 11 across for a dozen, 4.3 for a thousand, 2.4 for ten thousand.
    init(stops: Int, routes: Int) {
        let crowd = Double(max(1, stops))
        let root = crowd.squareRoot().squareRoot()
        dot = min(11, max(2.4, 24 / root))
        line = min(2.4, max(0.9, 7 / root))
        faint = min(0.45, max(0.12, 4 / Double(max(1, routes)).squareRoot()))
    }

    var text: String {
        """
        svg { font: 14px Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        .title { font-size: 24px; font-weight: 600; letter-spacing: -0.015em; }
        .fault { font-weight: 600; } .legend { font-size: 13px; }
        .name { font-size: 12px; pointer-events: none; paint-order: stroke; stroke-width: 3px; }
        .way, .leg, .reach, .dots, .depot, .mark, .left { fill: none; stroke-linecap: round; stroke-linejoin: round; }
        .way { stroke-width: \(units(line)); } .leg { stroke-width: \(units(line * 0.6)); opacity: \(units(faint)); }
        .dots { stroke-width: \(units(dot)); }
        .reach { stroke-width: 9; stroke-opacity: 0; pointer-events: stroke; }
        .key { stroke-width: 5; stroke-linecap: round; }
        .depot { stroke-width: 15; stroke-linecap: square; } .mark { stroke-width: 5; }
        .left { stroke-width: \(units(dot + 6)); } .left.inner { stroke-width: \(units(dot + 1)); }
        .routes:hover .route { opacity: 0.22; } .routes .route:hover { opacity: 1; }
        .route:hover .way { stroke-width: \(units(line * 1.6)); }
        .few { display: none; }
        @media (max-width: 620px) {
        .title { font-size: 42px; } .about, .legend { font-size: 27px; }
        .many, .name { display: none; } .few { display: inline; }
        .way { stroke-width: \(units(line * 1.7)); } .leg { stroke-width: \(units(line)); }
        .dots { stroke-width: \(units(dot * 1.6)); } .key { stroke-width: 9; }
        .depot { stroke-width: 24; } .mark { stroke-width: 8; }
        .left { stroke-width: \(units(dot * 1.6 + 9)); } .left.inner { stroke-width: \(units(dot * 1.6 + 2)); }
        }
        \(Tones.light.text)
        \(colours(MapColours.light))
        @media (prefers-color-scheme: dark) {
        \(Tones.dark.text)
        \(colours(MapColours.dark))
        }
        """
    }

    /// Everything that is not a route, with the contrasts of the house's pages.
    private struct Tones {
        let paper: String
        let ink: String
        let quiet: String
        let rule: String
        let bad: String

        static let light = Tones(paper: "#fbfaf8", ink: "#1d1c1a", quiet: "#5f5b53", rule: "#e6e2da", bad: "#a8271f")
        static let dark = Tones(paper: "#14151a", ink: "#ecebe7", quiet: "#a9a79f", rule: "#2b2e38", bad: "#ff8b80")

        var text: String {
            """
            .paper { fill: \(paper); } text { fill: \(quiet); } .title { fill: \(ink); } .fault { fill: \(bad); }
            .rule { stroke: \(rule); } .name, .mark { stroke: \(paper); } .depot { stroke: \(ink); }
            .left { stroke: \(bad); } .left.inner { stroke: \(paper); }
            """
        }
    }

    private func colours(_ colours: [String]) -> String {
        colours.enumerated().map { ".c\($0.offset) { stroke: \($0.element); }" }.joined(separator: " ")
    }

    private func units(_ value: Double) -> String { Decimals.text(value, digits: 2) }
}
