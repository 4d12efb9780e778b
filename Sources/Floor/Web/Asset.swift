// SPDX-License-Identifier: Apache-2.0

import WebAssets

/// A file that pages refer to, compiled into the program.
package struct Asset: Sendable {
    let bytes: [UInt8]
    let contentType: String
    /// Names the bytes: 64 bits of FNV-1a, in hexadecimal. Not for security, only to tell versions apart.
    let version: String
    private let name: StaticString

    /// Where it is served. The version is part of it, so a browser may keep the answer for ever.
    package var path: String { "/assets/\(version)/\(name)" }

    /// The path without the version, for files that outlive one.
    package var unversionedPath: String { "/assets/\(name)" }

    package static let look = Asset("look.css", "text/css; charset=utf-8", web_asset_look_css())
    package static let script = Asset("nightshift.js", "text/javascript; charset=utf-8", web_asset_nightshift_js())
    package static let icon = Asset("icon.svg", "image/svg+xml", web_asset_icon_svg())

    package static let all = [look, script, icon]

    private init(_ name: StaticString, _ contentType: String, _ file: WebAssetFile) {
        self.name = name
        self.contentType = contentType
        bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.length))
        version = Self.fingerprint(of: bytes)
    }

    /// Answers with the bytes, or 304 when the browser has them.
    var route: Route {
        Route(.get, path) { [self] request in
            let tag = "\"\(version)\""
            let caching = [("cache-control", "public, max-age=31536000, immutable"), ("etag", tag)]
            let known = request.headers["if-none-match"]?.split(separator: ",").contains { candidate in
                let candidate = candidate.drop { $0 == " " }
                return candidate == tag || candidate == "W/" + tag || candidate == "*"
            }
            guard known != true else { return Response(status: 304, headers: caching) }
            return Response(headers: caching + [("content-type", contentType)], body: bytes)
        }
    }

    private static func fingerprint(of bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
