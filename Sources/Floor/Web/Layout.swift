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
    /// - Parameters:
    ///   - path: the page's address; its place is marked in the navigation.
    ///   - waiting: how many inbox items wait for a person, shown at the place `/inbox` when there are any.
    package func document(_ page: some Page, at path: String, waiting: Int = 0) -> HTML { "" }
}
