// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// The API described for programs (OpenAPI 3.1): every command with its fields, its answer and its refusals.
package struct OpenAPI {
    private let commands: [AnyCommand]

    /// - Parameter commands: in any order.
    package init(_ commands: some Sequence<AnyCommand>) {
        self.commands = commands.sorted { $0.address < $1.address }
    }

    package var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.pair("openapi", "3.1.0")
            json.member("info") { json in
                json.pair("title", "Nightshift")
                json.pair("version", "1")
                json.pair(
                    "description",
                    "Every command of the back office. Amounts are minor units, quantities thousandths, keys text."
                )
            }
            json.key("security")
            json.array([()]) { json, _ in json.object { $0.strings("key", []) } }
            json.member("paths") { json in
                for command in commands {
                    json.key(text: "/api/\(command.address)")
                    json.object { json in json.member("post") { Self.write(command, to: &$0) } }
                }
            }
            json.member("components") { Self.writeComponents(to: &$0) }
        }
        return json.bytes
    }

    private static func write(_ command: AnyCommand, to json: inout JSONWriter) {
        json.pair("operationId", command.name)
        json.pair("summary", command.sentence)
        json.pair("description", "Needs the permission \(command.permissions { $0 }).")
        json.strings("tags", [String(command.address.prefix { $0 != "/" })])
        json.key("parameters")
        json.array([()]) { json, _ in json.object { $0.pair("$ref", "#/components/parameters/idempotencyKey") } }
        json.member("requestBody") { json in
            json.key("required")
            json.bool(true)
            json.content("application/json") { json in
                Schema(kind: .object(command.outline), isOpen: command.mood == .event).write(to: &json)
            }
        }
        json.member("responses") { json in
            json.member("200") { json in
                json.pair("description", "Done, now or before with this key.")
                json.content("application/json") {
                    Schema(kind: .object(command.answer), isAsked: false).write(to: &$0)
                }
            }
            for (status, _) in problems {
                json.key(text: status)
                json.object { $0.pair("$ref", "#/components/responses/problem\(status)") }
            }
        }
    }

    private static let problems = [
        ("400", "There is no Idempotency-Key."), ("401", "There is no key, or it was revoked."),
        ("403", "No role of the actor has the permission."),
        ("409", "The Idempotency-Key stands for another request."),
        ("413", "The body is over 8 MiB."), ("422", "The request cannot be read, or was refused."),
        ("503", "Busy, or the data cannot be reached now; Retry-After says when to try again."),
    ]

    private static func writeComponents(to json: inout JSONWriter) {
        json.member("securitySchemes") { json in
            json.member("key") { json in
                json.pair("type", "http")
                json.pair("scheme", "bearer")
            }
        }
        json.member("parameters") { json in
            json.member("idempotencyKey") { json in
                json.pair("name", "Idempotency-Key")
                json.pair("in", "header")
                json.pair("description", "One for each thing to be done; the same again changes nothing.")
                json.key("required")
                json.bool(true)
                json.member("schema") { json in
                    json.pair("type", "string")
                    json.number("minLength", 1)
                    json.number("maxLength", 200)
                }
            }
        }
        json.member("responses") { json in
            for (status, words) in problems {
                json.key(text: "problem\(status)")
                json.object { json in
                    json.pair("description", words)
                    guard status != "413" else { return }
                    json.content("application/problem+json") { json in
                        json.object { $0.pair("$ref", "#/components/schemas/problem") }
                    }
                }
            }
        }
        json.member("schemas") { json in
            json.key("problem")
            Schema(kind: .object(problem), isAsked: false).write(to: &json)
        }
    }

    /// A problem as RFC 9457 writes it.
    private static let problem = Outline(fields: [
        FieldOutline("type", .text(codeOf: nil), "Always about:blank."),
        FieldOutline("status", .integer(.pieces), "The status of the answer."),
        FieldOutline("code", .text(codeOf: nil), "What is wrong, for programs; it never changes."),
        FieldOutline("detail", .text(codeOf: nil), "What is wrong and what to do, for people."),
        FieldOutline("field", .text(codeOf: nil), "The place in the request it belongs to.", isRequired: false),
    ])

    /// A value's JSON schema.
    private struct Schema {
        let kind: WireKind
        /// Whether members that nobody knows are taken.
        var isOpen = false
        /// Whether it is what others send, and so has limits; what we answer has none.
        var isAsked = true
        /// The field it is of; nil for an element of a list and for the whole.
        var field: FieldOutline?

        private var range: ClosedRange<Int64>? { field?.range ?? kind.usualRange }

        func write(to json: inout JSONWriter) {
            json.object { json in
                if let field { json.pair("description", field.help) }
                switch kind {
                case .text, .currency, .day, .instant, .key, .choice: writeText(to: &json)
                case .printedNumber:
                    json.strings("type", ["integer", "string"] + (isOptional ? ["null"] : []))
                    if isAsked, let range { json.number("minimum", range.lowerBound) }
                    limits("minLength", "maxLength", range, &json)
                case .integer(let unit):
                    type(unit.decimals == 0 ? "integer" : "number", &json)
                    if unit.decimals == 0 { json.pair("format", "int64") }
                    limits("minimum", "maximum", range, decimals: unit.decimals, &json)
                    json.pair("x-unit", unit.name)
                case .flag: type("boolean", &json)
                case .list(let element):
                    type("array", &json)
                    limits("minItems", "maxItems", range, &json)
                    json.key("items")
                    Schema(kind: element, isOpen: isOpen, isAsked: isAsked).write(to: &json)
                case .object(let outline): write(outline, to: &json)
                }
            }
        }

        private func writeText(to json: inout JSONWriter) {
            switch kind {
            case .choice(let words):
                json.key("enum")
                json.array(words.map(Optional.some) + (isOptional ? [nil] : [])) { json, word in
                    if let word { json.string(word) } else { json.number("null") }
                }
            case .currency:
                type("string", &json)
                json.pair("pattern", "^[A-Z]{3}$")
            case .day:
                type("string", &json)
                json.pair("format", "date")
            case .instant:
                type("string", &json)
                json.pair("format", "date-time")
            case .key:
                type("string", &json)
                json.pair("pattern", "^(0|[1-9][0-9]{0,18})$")
            default:
                type("string", &json)
                limits("minLength", "maxLength", range, &json)
            }
        }

        private func write(_ outline: Outline, to json: inout JSONWriter) {
            type("object", &json)
            json.strings("required", outline.fields.filter(\.isRequired).map(\.name))
            json.member("properties") { json in
                for field in outline.fields {
                    json.key(text: field.name)
                    Schema(kind: field.kind, isOpen: isOpen, isAsked: isAsked, field: field).write(to: &json)
                }
            }
            json.key("additionalProperties")
            json.bool(isOpen)
        }

        private var isOptional: Bool { field.map { !$0.isRequired } ?? false }

        private func type(_ name: String, _ json: inout JSONWriter) {
            if isOptional { json.strings("type", [name, "null"]) } else { json.pair("type", name) }
        }

        private func limits(
            _ least: StaticString, _ most: StaticString, _ range: ClosedRange<Int64>?, decimals: Int = 0,
            _ json: inout JSONWriter
        ) {
            if decimals > 0 { json.number("multipleOf", 1, decimals) }
            guard isAsked, let range else { return }
            json.number(least, range.lowerBound, decimals)
            if range.upperBound < .max { json.number(most, range.upperBound, decimals) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func pair(_ key: StaticString, _ value: String) {
        self.key(key)
        string(value)
    }

    fileprivate mutating func number(_ key: StaticString, _ value: Int64, _ decimals: Int = 0) {
        self.key(key)
        number(shortDecimal(value, decimals: decimals))
    }

    fileprivate mutating func strings(_ key: StaticString, _ values: [String]) {
        self.key(key)
        array(values) { $0.string($1) }
    }

    fileprivate mutating func member(_ key: StaticString, _ members: (inout JSONWriter) -> Void) {
        self.key(key)
        object(members)
    }

    fileprivate mutating func content(_ type: StaticString, _ schema: (inout JSONWriter) -> Void) {
        member("content") { json in
            json.member(type) { json in
                json.key("schema")
                schema(&json)
            }
        }
    }
}
