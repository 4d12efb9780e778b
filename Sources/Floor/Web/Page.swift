// SPDX-License-Identifier: Apache-2.0

/// Something shown: a value from a query, and how it looks. Equal values look the same.
package protocol Page: Equatable, Sendable {
    /// The answer to the question that brought the reader here; the heading and the window's title.
    var title: String { get }
    /// What stands in `main`, heading included.
    func html() -> HTML
}
