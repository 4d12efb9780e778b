// SPDX-License-Identifier: Apache-2.0

// The nouns that facts speak of across systems. They are names for keys, nothing more: what a site or a product
// is, its own system knows.

public enum Company: Coded { public static let example = "ACME" }
public enum Site: Coded { public static let example = "S01" }
public enum Actor: Coded { public static let example = "pos" }
public enum APIKey {}
public enum Product: Coded { public static let example = "MILK1" }
public enum Department {}
public enum Supplier: Coded { public static let example = "NORTH" }
public enum Jurisdiction {}
public enum Till {}
public enum TillSession {}
public enum Receipt {}
/// Whatever moved goods: a till receipt, a delivery, a transfer, a count.
public enum StockDocument {}
public enum Entry {}
public enum Project {}
public enum Campaign {}
public enum Matter {}

/// An entity that people call by a code.
public protocol Coded {
    /// A code as a person may have given it, for help and templates.
    static var example: String { get }
}
