// SPDX-License-Identifier: Apache-2.0

// The nouns that facts speak of across systems. They are names for keys, nothing more: what a site or a product
// is, its own system knows.

public enum Company {}
public enum Site {}
public enum Actor {}
public enum APIKey {}
public enum Product {}
public enum Department {}
public enum Supplier {}
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
