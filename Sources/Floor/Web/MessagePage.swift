// SPDX-License-Identifier: Apache-2.0

/// A page that says one thing: that there is nothing here, that something went wrong.
package struct MessagePage: Page {
    package let title: String
    package let sentence: String

    package init(_ title: String, _ sentence: String) {
        self.title = title
        self.sentence = sentence
    }

    package func html() -> HTML {
        """
        <div class="head"><h1>\(title)</h1></div>
        <p class="lead">\(sentence)</p>
        <p><a class="button" href="/">Home</a></p>

        """
    }

    static func nothing(at path: String) -> MessagePage {
        MessagePage("There is nothing at this address", "No page of the house is called \(path).")
    }

    static let wrongMethod = MessagePage(
        "This address does not do that", "It can be looked at or acted on only in the ways its own page offers.")

    static let broken = MessagePage(
        "This page could not be made", "The fault has been noted where the server was started. Nothing was changed.")
}
