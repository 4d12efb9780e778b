// SPDX-License-Identifier: Apache-2.0

/// One member of a value: its name on the wire, where it lies, what it means, and what it may be.
public struct Field<Owner, Value: Wire>: Sendable {
    let name: StaticString
    let path: any KeyPath<Owner, Value> & Sendable
    let outline: FieldOutline
    let writing: Shape<Owner>.Writing
    /// Nil where nothing can be out of its range.
    let checking: Shape<Owner>.Checking?

    /// - Parameters:
    ///   - name: of letters and digits, as in code.
    ///   - help: a sentence, or the part of one that stands beside the field.
    ///   - range: of a number's value, a text's length in characters, or a list's length. A text has at most 1,000
    ///     characters and a list 100,000 elements where nothing is said.
    ///   - example: as a person types it, where the kind alone does not suggest one.
    @inlinable
    public init(
        _ name: StaticString, _ path: any KeyPath<Owner, Value> & Sendable, _ help: String,
        in range: ClosedRange<Int64>? = nil, example: String? = nil
    ) {
        let outline = Self.outline(name, help, range, example)
        let (member, limits) = (Member(path), outline.range)
        // What a receipt runs through for each of its fields: here, so that it is made for the types of the field.
        self.init(name, path, outline) { owner, json in
            let value = member.value(of: owner)
            guard !value.isAbsent else { return }
            json.key(name)
            value.write(to: &json)
        } checking: { owner in
            let value = member.value(of: owner)
            if let limits, !value.fits(limits), let extent = value.extent {
                throw outline.misfit(extent)
            }
            if Value.hasParts { try outline.placed { try value.check() } }
        }
    }

    /// As `init(_:_:_:in:example:)`, with a range that has no end.
    @inlinable
    public init(
        _ name: StaticString, _ path: any KeyPath<Owner, Value> & Sendable, _ help: String,
        in range: PartialRangeFrom<Int64>, example: String? = nil
    ) {
        self.init(name, path, help, in: range.lowerBound...Int64.max, example: example)
    }

    @usableFromInline
    init(
        _ name: StaticString, _ path: any KeyPath<Owner, Value> & Sendable, _ outline: FieldOutline,
        writing: @escaping Shape<Owner>.Writing, checking: @escaping Shape<Owner>.Checking
    ) {
        self.name = name
        self.path = path
        self.outline = outline
        self.writing = writing
        self.checking = outline.range != nil || Value.hasParts ? checking : nil
    }

    @usableFromInline
    static func outline(
        _ name: StaticString, _ help: String, _ range: ClosedRange<Int64>?, _ example: String?
    ) -> FieldOutline {
        precondition(range == nil || Value.kind.counted != nil, "\(name) is of a kind that has no range")
        return FieldOutline(
            "\(name)", Value.kind, help, in: range, isRequired: Value.absent == nil,
            example: example ?? Value.example)
    }

    /// Reads the member, which begins at `offset`; the value of a missing one when nil.
    ///
    /// - Parameters:
    ///   - members: all that the object may have.
    ///   - start: where the object began.
    func read(
        _ json: inout JSONReader, at offset: Int?, among members: [StaticString], of start: Int
    ) throws -> Value {
        guard let offset else {
            if let absent = Value.absent { return absent }
            // A misspelt name says more than a missing one.
            if let misspelt = try json.misspelling(of: outline.name, among: members, from: start) {
                throw Misfit(.unknown(nearest: outline.name), at: Place([.member(misspelt)]))
            }
            throw Misfit(.missing, at: Place([.member(outline.name)]))
        }
        json.move(to: offset)
        return try json.within(.member(outline.name)) { try Value.read(&$0) }
    }
}

/// What a field is, for those who describe it or ask a person for it.
public struct FieldOutline: Sendable {
    public let name: String
    public let help: String
    public let kind: WireKind
    public let range: ClosedRange<Int64>?
    public let isRequired: Bool
    public let example: String?

    /// - Parameters:
    ///   - range: of a number's value, a text's length in characters, or a list's length.
    ///   - example: as a person types it.
    public init(
        _ name: String, _ kind: WireKind, _ help: String, in range: ClosedRange<Int64>? = nil,
        isRequired: Bool = true, example: String? = nil
    ) {
        self.name = name
        self.help = help
        self.kind = kind
        self.range = range ?? kind.usualRange
        self.isRequired = isRequired
        self.example = example
    }
}

/// A member of a value, found where it lies in memory if it is stored: a key path is asked ten times slower.
@usableFromInline
struct Member<Owner, Value>: Sendable {
    @usableFromInline let path: any KeyPath<Owner, Value> & Sendable
    @usableFromInline let offset: Int?

    @usableFromInline
    init(_ path: any KeyPath<Owner, Value> & Sendable) {
        self.path = path
        offset = MemoryLayout<Owner>.offset(of: path)
    }

    @inlinable
    func value(of owner: UnsafePointer<Owner>) -> Value {
        guard let offset else { return owner.pointee[keyPath: path] }
        return UnsafeRawPointer(owner).advanced(by: offset).assumingMemoryBound(to: Value.self).pointee
    }
}

extension FieldOutline {
    @usableFromInline
    func misfit(_ extent: Int64) -> Misfit {
        guard let range, let counted = kind.counted else { preconditionFailure("\(name) has a range") }
        return Misfit(.outOfRange(range, extent: extent, counted), at: Place([.member(name)]))
    }

    @usableFromInline
    func placed(_ check: () throws -> Void) throws { try Misfit.placed(in: .member(name), check) }
}

/// What a value consists of, in the order in which a person fills it in.
public struct Outline: Sendable {
    public let fields: [FieldOutline]

    public init(fields: [FieldOutline]) { self.fields = fields }

    public subscript(name: String) -> FieldOutline? { fields.first { $0.name == name } }

    /// The field that a place names; nil when there is none such.
    public subscript(place: Place) -> FieldOutline? {
        var (outline, found): (Outline?, FieldOutline?) = (self, nil)
        for part in place.parts {
            guard case .member(let name) = part else { continue }
            guard let field = outline?[name] else { return nil }
            found = field
            outline = field.kind.parts
        }
        return found
    }
}

extension WireKind {
    /// What holds where a field says nothing of its range, and for each element of a list; nil for what has no extent,
    /// and for numbers, whose field must say it.
    public var usualRange: ClosedRange<Int64>? {
        switch self {
        case .text: 0...1_000
        case .list: 0...100_000
        default: nil
        }
    }

    /// What an object, or each object of a list, consists of.
    public var parts: Outline? {
        switch self {
        case .object(let outline): outline
        case .list(let element): element.parts
        default: nil
        }
    }
}

/// The one description of a value's members, from which its JSON is read and written, its ranges are checked, its
/// schema, its help and its form are made.
///
/// ```swift
/// Shape<MoveCash>(
///     Field("site", \.site, "Where the drawer is."),
///     Field("amount", \.amount, "What was moved.", in: MinorUnits.positive),
///     make: MoveCash.init)
/// ```
public final class Shape<Owner>: Sendable {
    public let outline: Outline
    private let names: [(path: any PartialKeyPath<Owner> & Sendable, name: String)]
    private let reading: @Sendable (inout JSONReader) throws -> Owner
    private let writers: [Writing]
    private let checks: [Checking]

    /// What is done with one member of a value that lies in memory, so that the value is not copied for each.
    public typealias Writing = @Sendable (UnsafePointer<Owner>, inout JSONWriter) -> Void
    public typealias Checking = @Sendable (UnsafePointer<Owner>) throws -> Void

    // Swift 6.3 cannot put this body into other modules: its optimiser ends with an abort over the pack in the closures.
    @_semantics("optimize.no.crossmodule")
    public init<each Value: Wire>(
        _ field: repeat Field<Owner, each Value>, make: @escaping @Sendable (repeat each Value) -> Owner
    ) {
        var outlines: [FieldOutline] = []
        var names: [(path: any PartialKeyPath<Owner> & Sendable, name: String)] = []
        var writers: [(name: String, write: Writing)] = []
        var checks: [Checking] = []
        var members: [StaticString] = []
        for field in repeat each field {
            precondition(!outlines.contains { $0.name == field.outline.name }, "two fields are called \(field.name)")
            outlines.append(field.outline)
            members.append(field.name)
            names.append((field.path, field.outline.name))
            writers.append((field.outline.name, field.writing))
            if let checking = field.checking { checks.append(checking) }
        }
        outline = Outline(fields: outlines)
        self.names = names
        // In the order of their names, as the hashes of requests want it.
        self.writers = writers.sorted { $0.name < $1.name }.map { $0.write }
        self.checks = checks
        let known = members
        reading = { json in
            let start = json.offset
            let offsets = try json.offsets(of: known)
            let end = json.offset
            var place = 0
            func next() -> Int? {
                defer { place += 1 }
                return offsets[place]
            }
            let owner = make(repeat try (each field).read(&json, at: next(), among: known, of: start))
            json.move(to: end)
            return owner
        }
    }

    /// Reads a value from where `json` stands. Members may come in any order; those that nobody knows are noted in
    /// `json.strays`.
    public func read(_ json: inout JSONReader) throws -> Owner { try reading(&json) }

    /// Writes it as an object, its members in the order of their names, without what is absent.
    public func write(_ owner: Owner, to json: inout JSONWriter) {
        withUnsafePointer(to: owner) { owner in
            json.object { json in for place in writers.indices { writers[place](owner, &json) } }
        }
    }

    /// - Throws: `Misfit` for the first field that is out of its range.
    public func check(_ owner: Owner) throws {
        try withUnsafePointer(to: owner) { owner in for place in checks.indices { try checks[place](owner) } }
    }

    /// The value of the first field of a type, however it is called: the site of a command; nil when it has none.
    public func first<Value: Wire>(_: Value.Type, in owner: Owner) -> Value? {
        names.lazy.compactMap { owner[keyPath: $0.path] as? Value }.first
    }

    /// The place of a field; the whole for what is no field, because a refusal without a place is better than none.
    public func place(of field: PartialKeyPath<Owner>) -> Place {
        Place(names.first { $0.path == field }.map { [.member($0.name)] } ?? [])
    }
}

/// A value whose members are described once.
public protocol Shaped: Wire {
    static var shape: Shape<Self> { get }
}

extension Shaped {
    public static var kind: WireKind { .object(shape.outline) }
    public static func read(_ json: inout JSONReader) throws -> Self { try shape.read(&json) }
    public func write(to json: inout JSONWriter) { Self.shape.write(self, to: &json) }
    public static var hasParts: Bool { true }
    public func check() throws { try Self.shape.check(self) }
}
