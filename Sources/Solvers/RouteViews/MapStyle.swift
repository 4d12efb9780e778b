// SPDX-License-Identifier: Apache-2.0

/// The look of a map. Plain rules without variables, which every reader of SVG understands; dots are round line ends,
/// so that a narrow picture can thicken them.
struct MapStyle {
    /// Picture units across a stop.
    let dot: Double
    /// Of lines between stops.
    let line: Double

    /// Fewer stops are drawn larger: 10 across for a dozen, 3.4 for a thousand, 2 for ten thousand.
    init(stops: Int) {
        let crowd = Double(max(1, stops))
        let root = crowd.squareRoot().squareRoot()
        dot = min(11, max(2, 19 / root))
        line = min(2.4, max(0.9, 7 / root))
    }

    var text: String {
        """
        svg { font: 14px Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        .paper { fill: #fbfaf8; } .title { font-size: 24px; font-weight: 600; letter-spacing: -0.015em; }
        text { fill: #5f5b53; } .title { fill: #1d1c1a; } .fault { fill: #a8271f; font-weight: 600; }
        .legend { font-size: 13px; } .name { font-size: 12px; } .rule { stroke: #e6e2da; }
        .way, .leg, .dots, .depot, .mark, .left { fill: none; stroke-linecap: round; stroke-linejoin: round; }
        .way { stroke-width: \(units(line)); } .leg { stroke-width: \(units(line * 0.6)); opacity: 0.45; }
        .dots { stroke-width: \(units(dot)); } .reach { fill: none; stroke-width: 9; stroke-opacity: 0; pointer-events: stroke; }
        .key { stroke-width: 5; stroke-linecap: round; }
        .depot { stroke: #1d1c1a; stroke-width: 15; stroke-linecap: square; }
        .mark { stroke: #fbfaf8; stroke-width: 5; }
        .left { stroke: #a8271f; stroke-width: \(units(dot + 6)); } .left.inner { stroke: #fbfaf8; stroke-width: \(units(dot + 1)); }
        \(colours(MapColours.light))
        .routes:hover .route { opacity: 0.22; } .routes .route:hover { opacity: 1; } .route:hover .way { stroke-width: \(units(line * 1.6)); }
        .few { display: none; }
        @media (max-width: 620px) {
        .title { font-size: 42px; } .about { font-size: 27px; } .legend { font-size: 27px; } .many, .name { display: none; } .few { display: inline; }
        .way { stroke-width: \(units(line * 1.7)); } .leg { stroke-width: \(units(line)); } .dots { stroke-width: \(units(dot * 1.6)); }
        .key { stroke-width: 9; } .depot { stroke-width: 24; } .mark { stroke-width: 8; } .left { stroke-width: \(units(dot * 1.6 + 9)); } .left.inner { stroke-width: \(units(dot * 1.6 + 2)); }
        }
        @media (prefers-color-scheme: dark) {
        .paper { fill: #14151a; } text { fill: #a9a79f; } .title { fill: #ecebe7; } .fault { fill: #ff8b80; } .rule { stroke: #2b2e38; }
        .depot { stroke: #ecebe7; } .mark { stroke: #14151a; } .left { stroke: #ff8b80; } .left.inner { stroke: #14151a; }
        \(colours(MapColours.dark))
        }
        """
    }

    private func colours(_ colours: [String]) -> String {
        colours.enumerated().map { ".c\($0.offset) { stroke: \($0.element); }" }.joined(separator: " ")
    }

    private func units(_ value: Double) -> String { Decimals.text(value, digits: 2) }
}
