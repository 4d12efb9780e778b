// SPDX-License-Identifier: Apache-2.0

/// A command that would settle a matter, filled in as far as it is known.
public struct MatterProposal: Shaped, Equatable {
    /// For people, as what pressing it does: `Close the till with the cash counted`.
    public let label: String
    /// The command's name: `close-session`.
    public let command: String
    /// What is known of its request, a JSON object as text.
    public let request: String
    /// The places of the request that a person must still give: `counted`, `products[0].name`.
    public let asks: [String]

    public init(label: String, command: String, request: String, asks: [String]) {
        self.label = label
        self.command = command
        self.request = request
        self.asks = asks
    }

    /// - Parameters:
    ///   - command: the name of the command whose request it is.
    ///   - known: what is known of it; whatever else must be there is asked for.
    public init<Request: Shaped>(
        _ label: String, command: String, _: Request.Type, knowing known: [Known<Request>]
    ) {
        self.label = label
        self.command = command
        var json = JSONWriter()
        Known.write(known, to: &json)
        request = String(decoding: json.bytes, as: UTF8.self)
        asks = Known.asks(besides: known)
    }

    public static let shape = Shape<MatterProposal>(
        Field("label", \.label, "What it does, for people."), Field("command", \.command, "The command's name."),
        Field("request", \.request, "What is known of its request, a JSON object as text."),
        Field("asks", \.asks, "What a person must still give."), make: MatterProposal.init)
}

/// A member of a request that is known before anybody asks. Its key path makes sure that the request has it.
///
/// ```swift
/// MatterProposal(
///     "List the product", ListProducts.self,
///     knowing: [.elements(\.products, [[.member(\.code, "MILK1")]])])
/// ```
public struct Known<Request: Shaped>: Sendable {
    private let name: String
    private let json: [UInt8]
    /// What is not known within it.
    private let asks: [String]

    public static func member<Value: Wire>(_ path: KeyPath<Request, Value>, _ value: Value) -> Known {
        var json = JSONWriter()
        value.write(to: &json)
        return Known(name: name(of: path), json: json.bytes, asks: [])
    }

    /// A list of which each element is known in part.
    public static func elements<Element: Shaped>(
        _ path: KeyPath<Request, [Element]>, _ elements: [[Known<Element>]]
    ) -> Known {
        var json = JSONWriter()
        json.array(elements) { Known<Element>.write($1, to: &$0) }
        let name = name(of: path)
        let asks = elements.enumerated().flatMap { place, known in
            Known<Element>.asks(besides: known).map { "\(name)[\(place)].\($0)" }
        }
        return Known(name: name, json: json.bytes, asks: asks)
    }

    private static func name(of path: PartialKeyPath<Request>) -> String {
        Request.shape.place(of: path).description
    }

    static func write(_ known: [Known], to json: inout JSONWriter) {
        json.object { json in
            for member in known {
                json.key(text: member.name)
                json.written(member.json)
            }
        }
    }

    /// What a request must have, and nobody knows.
    static func asks(besides known: [Known]) -> [String] {
        Request.shape.outline.fields.flatMap { field -> [String] in
            if let member = known.first(where: { $0.name == field.name }) { return member.asks }
            return field.isRequired ? [field.name] : []
        }
    }
}
