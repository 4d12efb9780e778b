// SPDX-License-Identifier: Apache-2.0

/// The frame around every page: the bar, the sectors of the house, and the page in the middle.
package struct Layout: Equatable, Sendable {
    package struct Sector: Equatable, Sendable {
        /// Empty for the places above the sectors.
        package let name: String
        package let places: [Place]

        package init(_ name: String, _ places: [Place]) {
            self.name = name
            self.places = places
        }
    }

    package struct Place: Equatable, Sendable {
        package let name: String
        package let path: String

        package init(_ name: String, _ path: String) {
            self.name = name
            self.path = path
        }
    }

    /// Who keeps these books.
    package let company: String
    package let sectors: [Sector]

    package init(company: String, sectors: [Sector]) {
        self.company = company
        self.sectors = sectors
    }

    /// The whole document of a page.
    ///
    /// - Parameter path: the page's address; its place is marked in the navigation.
    package func document(_ page: some Page, at path: String) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(page.title) · Nightshift</title>
        <link rel="icon" href="\(address: Asset.icon.path)" type="image/svg+xml">
        <link rel="stylesheet" href="\(address: Asset.look.path)">
        <script src="\(address: Asset.script.path)" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the page</a>
        <header class="bar">
        <a class="brand" href="/">\(Self.moon)Nightshift</a>
        <span class="who">\(company)</span>
        <button class="menu" type="button" popovertarget="places">Menu</button>
        </header>
        <nav id="places" aria-label="Main" popover>
        \(sectors.map { html($0, at: path) })</nav>
        <main id="main" tabindex="-1">
        \(page.html())</main>
        </body>
        </html>

        """
    }

    private func html(_ sector: Sector, at path: String) -> HTML {
        let heading: HTML? = sector.name.isEmpty ? nil : "<h2>\(sector.name)</h2>\n"
        return """
            \(heading)<ul>
            \(sector.places.map { html($0, at: path) })</ul>

            """
    }

    private func html(_ place: Place, at path: String) -> HTML {
        """
        <li><a href="\(address: place.path)"\(attribute: "aria-current", place.path == path ? "page" : nil)>\
        \(place.name)</a></li>

        """
    }

    private static let moon: HTML = """
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">\
        <path d="M12.6 11.9A6.6 6.6 0 0 1 6.1 2.6a6.9 6.9 0 1 0 9.3 8.5 6.6 6.6 0 0 1-2.8.8Z" fill="currentColor"/>\
        </svg>
        """
}
