// SPDX-License-Identifier: Apache-2.0

import Automation
import Kernel
import Organisation
package import Store

extension BackOffice {
    /// The request to settle a matter, from the words of a command line.
    ///
    /// What the proposal asks for is said with the flags of the proposed command, in a person's units: `--matter 14
    /// --proposal 1 --counted 110.83 --occurred-at now`. A flag that both have, such as a day, is said to both.
    ///
    /// Said as JSON with `--fields`, no flag of the proposed command stands beside it.
    ///
    /// - Throws: `CommandRefusal.malformed` as of the command that a word belongs to.
    package func requestToSettle(_ words: [String], with settling: AnyCommand) async throws -> [UInt8] {
        let own = CommandWords(settling.outline)
        let typed = try Self.placed(in: settling) { try own.read(own.parted(words).known) }
        guard let (command, currency) = try await proposed(by: typed) else {
            return try await json(of: Self.placed(in: settling) { try own.read(words) }, for: settling)
        }
        let others = CommandWords(command.outline)
        // What neither knows is read as theirs, which says so.
        let strange = others.parted(own.parted(words).others).others
        let theirs = try Self.placed(in: command) { try others.read(others.parted(words).known + strange) }
        let request = try await json(of: typed, for: settling)
        guard theirs != .object([]) else { return request }
        if case .object(let members) = typed, members.contains(where: { $0.name == "fields" }) {
            let found = theirs.names.map { "--\($0)" }.joined(separator: " ")
            throw CommandRefusal.malformed(
                command: settling.name,
                Misfit(
                    .badValue(expected: "all that is said of \(command.name)", found: "one part of it beside \(found)"),
                    at: Place([.member("fields")])))
        }
        let fields = try Self.placed(in: command) {
            try Typing(currency: currency, now: store.clock.now).json(of: theirs, as: command.outline)
        }
        var given = JSONWriter()
        given.object { json in
            json.key("fields")
            json.string(String(decoding: fields, as: UTF8.self))
        }
        return try mergedJSON(request, with: given.bytes)
    }

    /// The command that a request names by its matter and the number of a proposal, and the currency of its amounts;
    /// nil when it names none.
    private func proposed(by typed: Typed) async throws -> (AnyCommand, Currency?)? {
        guard case .object(let members) = typed else { return nil }
        func number(_ name: String) -> Int64? {
            guard case .text(let text)? = members.first(where: { $0.name == name })?.value else { return nil }
            return Int64(text)
        }
        guard let key = number("matter"), let place = number("proposal") else { return nil }
        return try await store.read { snapshot in
            guard let matter = try AutomationReading.matter(ID(key), snapshot),
                place > 0, place <= matter.proposals.count,
                let command = snapshot.declarations.command(named: matter.proposals[Int(place) - 1].command)
            else { return nil }
            return (command, try OrganisationReading.companies(snapshot).first { $0.id == matter.company }?.currency)
        }
    }

    private static func placed<Value>(in command: AnyCommand, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let misfit as Misfit {
            throw CommandRefusal.malformed(command: command.name, misfit)
        }
    }
}

extension Typed {
    /// Of its members.
    fileprivate var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.name)
    }
}
