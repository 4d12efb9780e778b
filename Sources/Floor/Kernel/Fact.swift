// SPDX-License-Identifier: Apache-2.0

/// Something that happened, in the past tense, told by one system to all others.
///
/// Facts are kept for ever, so their JSON is a promise: a new shape gets a new version, and the decoder of the new
/// one reads the old. They carry keys, never personal data.
public protocol Fact: Sendable {
    /// The name in the log; it never changes.
    static var name: String { get }
    /// The version of the shape written today.
    static var version: Int { get }

    /// Appends the JSON of this fact. Facts written at the rate of receipts do this by hand and leave out what is
    /// zero; the others are `Codable` and inherit the general encoder.
    func write(to json: inout JSONWriter) throws

    /// Reads a fact of this or an earlier version.
    static func read(_ json: inout JSONReader, version: Int) throws -> Self
}

/// A fact of one company's books: the systems that the company does without pass it over.
public protocol CompanyFact: Fact {
    var company: ID<Company> { get }
}

extension Fact {
    public static var version: Int { 1 }
}

extension Fact where Self: Shaped {
    public func write(to json: inout JSONWriter) { Self.shape.write(self, to: &json) }

    public static func read(_ json: inout JSONReader, version: Int) throws -> Self { try shape.read(&json) }
}

extension Fact where Self: Codable {
    public func write(to json: inout JSONWriter) throws { try json.encode(self) }

    public static func read(_ json: inout JSONReader, version: Int) throws -> Self { try json.decode(Self.self) }
}
