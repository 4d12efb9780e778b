// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// Everything that changes state is a command: a value that any door (form, API, command line, automation) can bring.
///
/// Its form says once what it is and what its fields mean. It runs in four beats: load, decide, write, publish.
///
/// ```swift
/// package static let form = Form(
///     "move-cash", at: "sales/cash-movements", may: "sales.session", .event, "Drop cash from a drawer to the safe.",
///     Shape<MoveCash>(
///         Field("site", \.site, "Where the drawer is."),
///         Field("amount", \.amount, "What was moved.", in: MinorUnits.positive),
///         make: MoveCash.init))
/// ```
public protocol Command: Shaped {
    associatedtype Answer: Shaped

    static var form: Form<Self> { get }

    func run(_ tx: Transaction) throws -> Answer

    /// The site at which its actor must be allowed to do it; nil where that must be so everywhere. What its first field of
    /// a site names when left out.
    func place(_ tx: Transaction) throws -> Code<Site>?

    /// What it is about, as the inbox calls it: `S1/1/4711`; nil for nothing that has a name.
    var subject: String? { get }

    /// Finds what `run` will look up, as far as it is known before. Commands at the rate of receipts do.
    func foresee(_ ahead: Foresight) throws
}

extension Command {
    public static var shape: Shape<Self> { form.shape }
    public static var name: String { form.name }

    public func foresee(_ ahead: Foresight) throws {}
    public func place(_ tx: Transaction) throws -> Code<Site>? { Self.form.shape.first(Code<Site>.self, in: self) }
    public var subject: String? { nil }
}

/// What a command is, for every door: its name, its address, who may, what it does, and its fields.
public final class Form<Owner>: Sendable {
    /// Verb and noun; it never changes: `receive-goods`.
    public let name: String
    /// The noun it acts on: `warehouse/receipts`.
    public let address: String
    /// What the actor must be allowed to do: `warehouse.receive`.
    public let permission: String
    /// What else it may ask for, by what is said in it.
    public let furtherPermissions: [String]
    public let mood: CommandMood
    /// One sentence of help.
    public let sentence: String
    public let shape: Shape<Owner>
    /// Whether what is remembered of settings is forgotten when it ran. Only commands at the rate of receipts, which
    /// change none, say no.
    public let changesSettings: Bool
    /// Whether what was asked is kept for the audit. A command at the rate of receipts, whose document says it all, may
    /// say no.
    public let keepsRequest: Bool

    public init(
        _ name: String, at address: String, may permission: String, perhaps further: [String] = [], _ mood: CommandMood,
        changesSettings: Bool = true,
        keepsRequest: Bool = true, _ sentence: String, _ shape: Shape<Owner>
    ) {
        self.name = name
        self.address = address
        self.permission = permission
        furtherPermissions = further
        self.mood = mood
        self.sentence = sentence
        self.shape = shape
        self.changesSettings = changesSettings
        self.keepsRequest = keepsRequest
    }
}

/// Whether something is wanted or has happened, which decides what becomes of a member that nobody knows.
public enum CommandMood: Sendable {
    /// A price, a setting, an order: refused, because whoever wants it wants all of it.
    case wish
    /// A receipt, a count, a delivery: it happened. What is known is taken, what is not is kept and asked about, so that
    /// an updated till does not stop a shop.
    case event
}

extension Shaped {
    /// Runs `body`; a refusal in it belongs to a field of this value.
    public func at<Value>(_ field: PartialKeyPath<Self>, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let refusal as any Refusal {
            throw PlacedRefusal(refusal, at: Self.shape.place(of: field))
        }
    }

    /// Runs `body`; a refusal in it belongs to an element of a list, counted from zero, where `body` may say more.
    public func at<Value>(
        _ list: PartialKeyPath<Self>, _ element: Int, _ body: () throws -> Value
    ) throws -> Value {
        try at(list) {
            do { return try body() } catch let refusal as any Refusal {
                throw PlacedRefusal(refusal, at: Place([.index(element)]))
            }
        }
    }

    /// Runs `body`; a refusal in it belongs to a field of an element of a list, counted from zero.
    public func at<Element: Shaped, Value>(
        _ list: KeyPath<Self, [Element]>, _ element: Int, _ field: PartialKeyPath<Element>, _ body: () throws -> Value
    ) throws -> Value {
        try at(list, element) { try self[keyPath: list][element].at(field, body) }
    }

    /// A refusal that belongs to a field of this value.
    public func refusal(_ refusal: some Refusal, at field: PartialKeyPath<Self>) -> PlacedRefusal {
        PlacedRefusal(refusal, at: Self.shape.place(of: field))
    }

    /// A refusal that belongs to a field of an element of a list, counted from zero.
    public func refusal<Element: Shaped>(
        _ refusal: some Refusal, at list: KeyPath<Self, [Element]>, _ element: Int, _ field: PartialKeyPath<Element>
    ) -> PlacedRefusal {
        PlacedRefusal(
            PlacedRefusal(refusal, at: Element.shape.place(of: field).within(.index(element))),
            at: Self.shape.place(of: list))
    }
}

extension MatterProposal {
    /// A proposal of a command.
    ///
    /// - Parameter known: what is known of its request; whatever else must be there is asked for.
    public init<C: Command>(_ label: String, _: C.Type, knowing known: [Known<C>]) {
        self.init(label, command: C.name, C.self, knowing: known)
    }
}

/// A command of any kind, as the registry lists it.
public struct AnyCommand: Sendable {
    public let name: String
    public let address: String
    public let permission: String
    public let furtherPermissions: [String]
    public let mood: CommandMood
    public let sentence: String
    /// Its fields.
    public let outline: Outline
    /// What it answers.
    public let answer: Outline
    private let decode: @Sendable ([UInt8], _ strictly: Bool) throws -> ReadCommand
    private let decodeAnswer: @Sendable ([UInt8]) throws -> Void

    public static func of<C: Command>(_: C.Type) -> AnyCommand {
        AnyCommand(
            name: C.form.name, address: C.form.address, permission: C.form.permission,
            furtherPermissions: C.form.furtherPermissions, mood: C.form.mood,
            sentence: C.form.sentence, outline: C.shape.outline, answer: C.Answer.shape.outline,
            decode: { try ReadCommand(C.self, $0, strictly: $1) },
            decodeAnswer: { json in
                var reader = JSONReader(json)
                _ = try C.Answer.read(&reader)
                try reader.end()
            })
    }

    /// Reads a request, on the caller's thread, so that the one thread that writes need not.
    ///
    /// - Parameter strictly: whether a member that nobody knows is refused of an event, too: a person wrote it.
    /// - Throws: `CommandRefusal.malformed` when the JSON is not this command.
    public func read(_ json: [UInt8], strictly: Bool = false) throws -> ReadCommand { try decode(json, strictly) }

    /// As `read`, for its refusals.
    public func check(_ json: [UInt8]) throws { _ = try decode(json, false) }

    /// Makes sure that an answer, as it was kept once, can be read today.
    ///
    /// - Throws: `Misfit`, or `JSONFault` when it is no JSON.
    public func check(answer json: [UInt8]) throws { try decodeAnswer(json) }
}

/// A command of any kind as it was read from JSON.
public struct ReadCommand: Sendable {
    /// Its JSON, as it is kept.
    public let body: [UInt8]
    public let subject: String?
    let foresee: @Sendable (_ desk: CommandDesk, _ actor: ID<Actor>, _ key: String, _ ahead: Foresight) throws -> Void
    let perform: @Sendable (_ desk: CommandDesk, _ key: String, _ tx: Transaction) throws -> [UInt8]
    let performWithin: @Sendable (_ desk: CommandDesk, _ tx: Transaction) throws -> [UInt8]

    init<C: Command>(_: C.Type, _ json: [UInt8], strictly: Bool) throws {
        var reader = JSONReader(json)
        let command: C
        do {
            command = try C.read(&reader)
            try reader.end()
        } catch let misfit as Misfit {
            throw CommandRefusal.malformed(command: C.name, misfit)
        } catch let fault as JSONFault {
            throw CommandRefusal.noJSON(command: C.name, fault)
        }
        if let stray = reader.strays.first, strictly || C.form.mood == .wish {
            throw CommandRefusal.malformed(
                command: C.name, Misfit(.unknown(nearest: stray.nearest), at: stray.place))
        }
        var request = try CommandRequest(of: command)
        if let strays = Strays(of: command, reader) { request.keep(strays, of: json) }
        let asked = request
        body = request.body
        subject = command.subject
        foresee = { desk, actor, key, ahead in try desk.foresee(command, as: actor, key: key, ahead) }
        perform = { desk, key, tx in try desk.performed(command, asked, key: key, tx).json }
        performWithin = { desk, tx in try Self.written(desk.run(command, asked, tx)) }
    }

    private static func written(_ answer: some Wire) -> [UInt8] {
        var writer = JSONWriter()
        answer.write(to: &writer)
        return writer.bytes
    }
}

/// What was asked, as it is known again and kept.
///
/// Made by the caller's thread, so that the one thread that writes need not.
public struct CommandRequest: Sendable {
    /// What tells one request from another: sixteen bytes of SHA-256 over a command's name and JSON.
    let hash: [UInt8]
    /// Its JSON, as we write it or, when it holds what we do not know, as it came.
    private(set) var body: [UInt8]
    /// What tells `body`, for the seals; the hash, when it is as we write it.
    private(set) var digest: [UInt8]
    let command: String
    /// Whether it is kept when it holds nothing that we do not know.
    private let isKeptAlways: Bool
    /// What it holds that we do not know.
    private(set) var strays: Strays?

    /// - Throws: `CommandRefusal.malformed` when a field is out of its range.
    public init<C: Command>(of command: C) throws {
        do { try command.check() } catch let misfit as Misfit {
            throw CommandRefusal.malformed(command: C.name, misfit)
        }
        var json = JSONWriter()
        command.write(to: &json)
        hash = Self.digest(of: C.name, json.bytes)
        (self.command, isKeptAlways) = (C.name, C.form.keepsRequest)
        (body, digest) = (json.bytes, hash)
    }

    static func digest(of command: String, _ json: [UInt8]) -> [UInt8] {
        Array(sha256(Array(command.utf8) + [0], json).prefix(16))
    }

    var isKept: Bool { isKeptAlways || strays != nil }

    /// Eight of the bytes, for tables that keep what they were told beside what they made of it.
    public var fingerprint: Int64 { hash.prefix(8).reduce(0) { $0 << 8 | Int64($1) } }

    /// Keeps a request as it came, with the members that nobody knows.
    mutating func keep(_ strays: Strays, of json: [UInt8]) {
        self.strays = strays
        (body, digest) = (json, Self.digest(of: command, json))
    }
}
