// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
public import Kernel

/// Everything that changes state is a command: a value that any door (form, API, command line, automation) can bring.
///
/// A command runs in four beats: load, decide, write, publish.
public protocol Command: Codable, Sendable {
    associatedtype Answer: Codable & Sendable

    /// Stable, verb and noun: `receive-goods`.
    static var name: String { get }
    /// The noun it acts on, as an address: `warehouse/receipts`.
    static var address: String { get }
    /// What the actor must be allowed to do: `warehouse.receive`.
    static var permission: String { get }
    /// One sentence of help.
    static var summary: String { get }

    func run(_ tx: Transaction) throws -> Answer

    /// Finds what `run` will look up, as far as it is known before. Commands at the rate of receipts do.
    func foresee(_ ahead: Foresight) throws

    /// Appends the JSON that identifies the request. Commands at the rate of receipts write it by hand.
    func write(to json: inout JSONWriter) throws

    /// Appends the JSON of an answer; as `write(to:)`.
    static func write(_ answer: Answer, to json: inout JSONWriter) throws
}

extension Command {
    public func foresee(_ ahead: Foresight) throws {}

    public func write(to json: inout JSONWriter) throws { try json.encode(self) }

    public static func write(_ answer: Answer, to json: inout JSONWriter) throws { try json.encode(answer) }
}

/// A command of any kind, as the registry lists it.
public struct AnyCommand: Sendable {
    public let name: String
    public let address: String
    public let permission: String
    public let summary: String
    private let decode: @Sendable ([UInt8]) throws -> ReadCommand

    public static func of<C: Command>(_: C.Type) -> AnyCommand {
        AnyCommand(
            name: C.name, address: C.address, permission: C.permission, summary: C.summary,
            decode: { ReadCommand(try Self.decode(C.self, $0)) })
    }

    /// - Throws: `CommandRefusal.malformed` when the JSON is not this command.
    public func read(_ json: [UInt8]) throws -> ReadCommand { try decode(json) }

    /// As `read`, for its refusals.
    public func check(_ json: [UInt8]) throws { _ = try decode(json) }

    private static func decode<C: Command>(_: C.Type, _ json: [UInt8]) throws -> C {
        do {
            return try JSONDecoder().decode(C.self, from: Data(json))
        } catch let error as DecodingError {
            throw CommandRefusal.malformed(
                command: C.name, reason: Self.sentence(of: error), field: Self.path(of: error))
        }
    }

    private static func sentence(of error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "the field \(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            Self.withoutStop(context.debugDescription)
        @unknown default: "\(error)"
        }
    }

    /// The decoder's words as part of our own sentence.
    private static func withoutStop(_ words: String) -> String {
        String(words.reversed().drop { $0 == "." }.reversed())
    }

    private static func path(of error: DecodingError) -> String {
        let path: [any CodingKey] =
            switch error {
            case .keyNotFound(let key, let context): context.codingPath + [key]
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            @unknown default: []
            }
        return path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
}

/// A command of any kind as it was read from JSON.
public struct ReadCommand: Sendable {
    let foresee: @Sendable (_ desk: CommandDesk, _ actor: ID<Actor>, _ key: String, _ ahead: Foresight) throws -> Void
    let perform: @Sendable (_ desk: CommandDesk, _ key: String, _ tx: Transaction) throws -> [UInt8]

    init<C: Command>(_ command: C) {
        foresee = { desk, actor, key, ahead in try desk.foresee(command, as: actor, key: key, ahead) }
        perform = { desk, key, tx in
            let answer = try desk.perform(command, key: key, tx)
            var writer = JSONWriter()
            try C.write(answer, to: &writer)
            return writer.bytes
        }
    }
}

/// Why a command was not even tried.
public enum CommandRefusal: Refusal, Equatable {
    case unknown(String)
    case malformed(command: String, reason: String, field: String)
    case forbidden(command: String, permission: String)
    case keyReused(key: String)

    public var code: String {
        switch self {
        case .unknown: "command.unknown"
        case .malformed: "command.malformed"
        case .forbidden: "command.forbidden"
        case .keyReused: "command.key-reused"
        }
    }

    public var sentence: String {
        switch self {
        case .unknown(let name):
            "There is no command \(name). `nightshift do --list` shows them all."
        case .malformed(let command, let reason, _):
            "This cannot be read as \(command): \(reason)."
        case .forbidden(let command, let permission):
            "You may not \(command): it needs the permission \(permission), which no role of yours has."
        case .keyReused(let key):
            "The idempotency key \(key) was used before with another request. Send a new request with a new key."
        }
    }

    public var field: String? {
        if case .malformed(_, _, let field) = self { return field.isEmpty ? nil : field }
        return nil
    }
}

/// What tells one request from another: sixteen bytes of SHA-256 over a command's name and JSON.
///
/// Made by the caller's thread, so that the one thread that writes need not.
public struct CommandRequest: Sendable {
    fileprivate let hash: [UInt8]

    public init<C: Command>(of command: C) throws {
        var json = JSONWriter()
        try command.write(to: &json)
        var hash = SHA256()
        hash.update(data: Array(C.name.utf8) + [0])
        hash.update(data: json.bytes)
        self.hash = Array(hash.finalize().prefix(16))
    }

    /// Eight of the bytes, for tables that keep what they were told beside what they made of it.
    public var fingerprint: Int64 { hash.prefix(8).reduce(0) { $0 << 8 | Int64($1) } }
}

/// The one desk every command goes over: replay, permission, run, audit, in the transaction of the command itself.
public struct CommandDesk: Sendable {
    private let allows: @Sendable (ID<Actor>, String, Snapshot) throws -> Bool

    /// - Parameter allows: whether an actor holds a permission.
    public init(allows: @escaping @Sendable (ID<Actor>, String, Snapshot) throws -> Bool) {
        self.allows = allows
    }

    /// Runs a command once for its actor and key.
    ///
    /// The same request again is answered as the first time, without effect. The row that makes it so is also the
    /// audit: who did what, when, and which facts came of it.
    ///
    /// - Parameter request: what `CommandRequest(of: command)` gives; made here when left out.
    /// - Throws: `CommandRefusal` when the key stands for another request or the actor lacks the permission; whatever
    ///   the command itself refuses.
    public func perform<C: Command>(
        _ command: C, _ request: CommandRequest? = nil, key: String, _ tx: Transaction
    ) throws -> C.Answer {
        let request = try request ?? CommandRequest(of: command)
        if let earlier = try earlierAnswer(to: key, request.hash, tx) {
            return try JSONDecoder().decode(C.Answer.self, from: Data(earlier))
        }
        let isAllowed = try tx.remembered("store.allows", Right(actor: tx.actor, permission: C.permission)) {
            try allows(tx.actor, C.permission, tx)
        }
        guard isAllowed else {
            throw CommandRefusal.forbidden(command: C.name, permission: C.permission)
        }
        tx.request = request
        let answer = try command.run(tx)
        var json = JSONWriter()
        try C.write(answer, to: &json)
        try tx.run(
            """
            insert into command_log (actor_id, idempotency_key, name, request_hash, answer, first_fact, done_at)
            values (\(tx.actor), \(key), \(C.name), \(request.hash), \(json.bytes), \(tx.firstFact), \(tx.now))
            """)
        tx.note(
            EarlierAnswer(hash: request.hash, answer: json.bytes), for: AnswerKey(actor: tx.actor, key: key),
            in: Self.answers)
        return answer
    }

    private struct Right: Hashable {
        let actor: ID<Actor>
        let permission: String
    }

    /// Finds what `perform` will look up for a command of this actor and key.
    public func foresee<C: Command>(_ command: C, as actor: ID<Actor>, key: String, _ ahead: Foresight) throws {
        ahead.find(AnswerKey(actor: actor, key: key), in: Self.answers)
        try command.foresee(ahead)
    }

    private struct AnswerKey: Hashable {
        let actor: ID<Actor>
        let key: String
    }

    private struct EarlierAnswer {
        let hash: [UInt8]
        let answer: [UInt8]
    }

    private static let answers = Lookup<AnswerKey, EarlierAnswer>("store.answers", for: .batch) { keys, snapshot in
        let rows = try snapshot.rows(forEach: keys) { key in
            """
            select actor_id, idempotency_key, request_hash, answer
              from command_log
             where actor_id = \(key.actor) and idempotency_key = \(key.key)
            """
        } _: {
            (AnswerKey(actor: $0.id(0), key: $0.text(1)), EarlierAnswer(hash: $0.blob(2), answer: $0.blob(3)))
        }
        return Dictionary(rows) { $1 }
    }

    private func earlierAnswer(to key: String, _ hash: [UInt8], _ tx: Transaction) throws -> [UInt8]? {
        guard let earlier = try tx.find(AnswerKey(actor: tx.actor, key: key), in: Self.answers) else { return nil }
        guard earlier.hash == hash else { throw CommandRefusal.keyReused(key: key) }
        return earlier.answer
    }
}

extension CommandDesk {
    /// Runs a command of any kind, given as JSON; as `perform(_:key:_:)`.
    public func perform(_ command: AnyCommand, _ json: [UInt8], key: String, _ tx: Transaction) throws -> [UInt8] {
        try perform(command.read(json), key: key, tx)
    }

    /// Runs a command that was read before; as `perform(_:key:_:)`.
    public func perform(_ command: ReadCommand, key: String, _ tx: Transaction) throws -> [UInt8] {
        try command.perform(self, key, tx)
    }

    /// Finds what `perform` will look up.
    public func foresee(_ command: ReadCommand, as actor: ID<Actor>, key: String, _ ahead: Foresight) throws {
        try command.foresee(self, actor, key, ahead)
    }
}
