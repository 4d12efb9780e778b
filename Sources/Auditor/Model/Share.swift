// SPDX-License-Identifier: Apache-2.0

/// A part of an amount, rounded half away from zero: worked out by hand, not by the kernel that the systems use.
func share(of amount: Int64, _ part: Int64, outOf whole: Int64) -> Int64 {
    precondition(whole > 0, "a part has a whole")
    let product = Int128(amount) * Int128(part)
    let size = product < 0 ? -product : product
    let doubled = (size * 2 + Int128(whole)) / (Int128(whole) * 2)
    return Int64(product < 0 ? -doubled : doubled)
}

/// An amount split by weights: each gets the running share so far less what the others before it got.
func split(_ amount: Int64, by weights: [Int64]) -> [Int64] {
    let whole = weights.reduce(0, +)
    guard whole > 0 else { return weights.indices.map { $0 == weights.count - 1 ? amount : 0 } }
    return weights.indices.map { index in
        let before = weights[..<index].reduce(0, +)
        return share(of: amount, before + weights[index], outOf: whole) - share(of: amount, before, outOf: whole)
    }
}
