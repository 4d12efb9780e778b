// SPDX-License-Identifier: Apache-2.0

/// Text inside XML.
enum Markup {
    /// Escapes what would be read as markup, and replaces what XML 1.0 cannot hold at all.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0xfffe...0xffff).contains(scalar.value): escaped += "\u{fffd}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// At most `most` characters, the last of them an ellipsis where something is missing.
    static func cut(_ text: String, to most: Int) -> String {
        text.count <= most ? text : text.prefix(most - 1) + "…"
    }
}
