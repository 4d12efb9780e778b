// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Store

/// The books as plain text, for tools that no one here wrote: hledger, ledger and beancount.
enum PlainTextLedger: String, CaseIterable, Sendable {
    case hledger, ledger, beancount

    var declaration: ExportDeclaration {
        ExportDeclaration(rawValue, "the whole journal for \(rawValue)") { try export($0, write: $1) }
    }

    /// Writes the whole journal.
    ///
    /// - Parameter write: takes the text in pieces of about a megabyte.
    func export(_ snapshot: Snapshot, write: (String) throws -> Void) throws {
        let names = try AccountNames(snapshot)
        var text = try header(names, snapshot)
        try AccountingReading.eachEntry(snapshot) { entry in
            append(entry, names, to: &text)
            if text.utf8.count > 1 << 20 {
                try write(text)
                text.removeAll(keepingCapacity: true)
            }
        }
        try write(text)
    }

    private func header(_ names: AccountNames, _ snapshot: Snapshot) throws -> String {
        guard let days = try AccountingReading.postedDays(snapshot) else { return "; no entries\n" }
        let currencies = Set(try OrganisationReading.companies(snapshot).map(\.currency)).sorted { $0.code < $1.code }
        switch self {
        case .beancount:
            let opened = names.all.map { "\(days.lowerBound) open \($0)\n" }.joined()
            let operating = currencies.map { "option \"operating_currency\" \"\($0.code)\"\n" }.joined()
            // Exact to the minor unit: no tolerance at all.
            return "option \"inferred_tolerance_default\" \"*:0\"\n" + operating + opened + "\n"
        case .hledger:
            let formats = currencies.map { currency in
                // hledger asks for the decimal mark even where no decimals follow it.
                "commodity 1000.\(String(repeating: "0", count: currency.decimals)) \(currency.code)\n"
            }
            return formats.joined() + names.all.map { "account \($0)\n" }.joined() + "\n"
        case .ledger:
            return names.all.map { "account \($0)\n" }.joined() + "\n"
        }
    }

    /// Within quotes, on one line.
    private static func narration(_ reason: String) -> String {
        oneLine(reason).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// A semicolon would begin a comment, and whoever reads it would see no reason.
    private static func description(_ reason: String) -> String { oneLine(reason).replacing(";", with: ",") }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
    }

    private func append(_ entry: AccountingReading.JournalEntry, _ names: AccountNames, to text: inout String) {
        let (day, code) = (entry.day.description, entry.currency.code)
        switch self {
        case .beancount:
            let reason = entry.reason.map { " \"\(Self.narration($0))\"" } ?? ""
            text += "\(day) * \"\(entry.kind) \(entry.document)\"\(reason) ^entry-\(entry.id)\n"
        case .hledger, .ledger:
            let reason = entry.reason.map { " | \(Self.description($0))" } ?? ""
            text += "\(day) (\(entry.id)) \(entry.kind) \(entry.document)\(reason)\n"
        }
        for line in entry.lines {
            let amount = formatDecimal(line.amount, decimals: entry.currency.decimals)
            text += "  \(names[line.account])  \(amount) \(code)\n"
        }
        text += "\n"
    }
}
