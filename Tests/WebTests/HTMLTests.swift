// SPDX-License-Identifier: Apache-2.0

import Testing
import Web

@Suite struct `HTML escaping` {
    @Test func `writes every byte of ASCII as itself, as a reference, or as the sign for an impossible character`() {
        for byte in UInt8(0)..<128 {
            let character = String(Unicode.Scalar(byte))
            let html: HTML = "<p title=\"\(character)\">\(character)</p>"
            let expected: String
            switch character {
            case "&": expected = "&amp;"
            case "<": expected = "&lt;"
            case ">": expected = "&gt;"
            case "\"": expected = "&quot;"
            case "'": expected = "&#39;"
            case "\t", "\n", "\r": expected = character
            default: expected = byte < 32 || byte == 127 ? "\u{FFFD}" : character
            }
            #expect(text(html) == "<p title=\"\(expected)\">\(expected)</p>")
        }
    }

    @Test func `leaves every other character as it is`() {
        for character in ["é", "ß", "…", "–", "日本", "👩‍🌾", "\u{202E}", "\u{2028}", "\u{FFFF}"] {
            #expect(text("\(character)") == character)
        }
    }

    @Test func `gives back the text when a dumb reader undoes the references`() {
        let pieces = ["&", "<", ">", "\"", "'", "&amp;", "&#39;", "x", " ", "=", "`", "/"]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let original = first + second + third
                    let escaped = text("\(original)")
                    #expect(!escaped.contains { "<>\"'".contains($0) })
                    let read = escaped.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                        .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
                    #expect(read == original)
                }
            }
        }
    }

    @Test func `lets no text out of its attribute`() {
        for attack in [
            #"" onclick="alert(1)"#, "' onclick='alert(1)", #""><script>alert(1)</script>"#, "x\" x=\"&quot;",
        ] {
            let html: HTML = "<a title=\"\(attack)\"\(attribute: "rel", attack)>x</a>"
            #expect(text(html).count { $0 == "\"" } == 4)
            #expect(text(html).count { $0 == "<" } == 2)
            #expect(!text(html).contains("'"))
        }
    }

    @Test func `writes markup as it is, nothing for nil, and sequences one after the other`() {
        let bold: HTML = "<b>\("a<b")</b>"
        let none: HTML? = nil
        let noText: String? = nil
        let list: [HTML] = ["<li>1</li>", "<li>2</li>"]
        #expect(
            text("<p>\(bold)\(none)\(noText)\(list)\(12_345)\("ab".prefix(1))</p>")
                == "<p><b>a&lt;b</b><li>1</li><li>2</li>12345a</p>")
        #expect(text(HTML.nothing) == "")
    }

    @Test func `writes attributes that are there and leaves out those that are not`() {
        #expect(
            text(
                "<a\(attribute: "rel", "x")\(attribute: "id", nil)\(attribute: "hidden", if: true)\(attribute: "inert", if: false)>"
            )
                == "<a rel=\"x\" hidden>")
    }

    @Test func `links only to the house and over http`() {
        for good in ["/", "/a?b=c", "#x", "https://example.org/", "http://example.org/"] {
            #expect(text("<a href=\"\(address: good)\">") == "<a href=\"\(good)\">")
        }
        for bad in [
            "javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example", "",
            "x",
        ] {
            #expect(text("<a href=\"\(address: bad)\">") == "<a href=\"#\">")
        }
    }

    #if DEBUG
        @Test func `stops a debug build when text stands where no escape holds`() async {
            await #expect(processExitsWith: .failure) {
                let html: HTML = "<a title=\("x")>"
                _ = html
            }
            await #expect(processExitsWith: .failure) {
                let html: HTML = "<a \("x")>"
                _ = html
            }
            await #expect(processExitsWith: .failure) {
                let html: HTML = "<script>let x = '\("x")'</script>"
                _ = html
            }
            await #expect(processExitsWith: .failure) {
                let html: HTML = "<style>\("x")</style>"
                _ = html
            }
            await #expect(processExitsWith: .failure) {
                let inner: HTML = "<b>"
                let html: HTML = "<a title=\"\(inner)\">"
                _ = html
            }
            await #expect(processExitsWith: .success) {
                let html: HTML = "<script src=\"\("x")\"></script><p>\("x")"
                _ = html
            }
        }
    #endif
}

private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }
