// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Store

extension StoreFault {
    /// What PostgreSQL says of a statement, in the house's terms.
    ///
    /// - Source: PostgreSQL 15, appendix A, "PostgreSQL Error Codes".
    static func postgres(_ result: OpaquePointer) -> StoreFault {
        func field(_ code: Character) -> String? {
            guard let scalar = code.unicodeScalars.first else { return nil }
            return PQresultErrorField(result, Int32(scalar.value)).map { String(cString: $0) }
        }
        let state = field("C") ?? ""
        let parts = [field("M"), field("D"), field("t").map { "table \($0)" }]
        return postgres(state: state, parts.compactMap(\.self).joined(separator: "; "))
    }

    static func postgres(state: String, _ message: String) -> StoreFault {
        switch state {
        case "40001", "40P01": return .conflict(message)
        case "55P03", "57014", "25P03", "53300": return .busy(message)
        case "53100": return .diskFull(message)
        case "25006", "42501": return .readOnly(message)
        // A value of the wrong type: what SQLite's strict tables call a constraint.
        case "42804": return .constraint(message)
        case "26000", "42P05":
            return .inputOutput("\(message); behind a pooler, add pooler=transaction to the address")
        default: break
        }
        return switch state.prefix(2) {
        case "22", "23": .constraint(message)
        case "08", "57", "58": .inputOutput(message)
        case "53": .busy(message)
        case "XX": .corrupt(message)
        default: .engine(code: Int(state, radix: 36) ?? 0, message: "\(state) \(message)")
        }
    }

    /// What libpq says of a connection.
    static func postgres(connection: OpaquePointer?) -> StoreFault {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? "out of memory"
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        return .inputOutput(line.isEmpty ? "the database does not answer" : line)
    }
}
