// SPDX-License-Identifier: Apache-2.0

/// Bytes as hexadecimal digits, in lower case.
public func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
