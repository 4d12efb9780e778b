// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
package import Foundation
package import Kernel
package import Store

/// A retailer's back office, open: its store and everything that works on it.
package struct BackOffice: Sendable {
    package let store: Store
    package let house: House

    /// Opens the back office at a place, making it when it is not there, and gives its companies the accounts that came
    /// with this release.
    ///
    /// - Parameters:
    ///   - place: a folder, or an empty database, or what an earlier opening made of one.
    ///   - clock: where the present comes from.
    /// - Throws: `StoreFault` when the place cannot be used; `StoreFault.standby` when it takes no writes.
    package static func open(
        _ place: DataPlace, clock: any Clock = SystemClock(), house: House = .nightshift
    ) throws -> BackOffice {
        let office = try open(place, clock: clock, house: house) { engine in
            guard !engine.onlyReads else { throw StoreFault.standby }
            return engine
        }
        do { try office.completeCharts() } catch {
            try? office.store.close()
            throw error
        }
        return office
    }

    /// As `open(_:clock:house:)`, for one who writes nothing: the charts stay as they are, and where the server is a
    /// standby, what it has heard so far is read.
    package static func openToRead(
        _ place: DataPlace, clock: any Clock = SystemClock(), house: House = .nightshift
    ) throws -> BackOffice {
        try open(place, clock: clock, house: house) { $0 }
    }

    /// As `openToRead`, on an engine that `wrap` puts around the place's own.
    package static func open(
        _ place: DataPlace, clock: any Clock, house: House = .nightshift, wrap: (any Engine) throws -> any Engine
    ) throws -> BackOffice {
        let engine = try place.engine()
        do {
            let store = try Store(wrap(engine), systems: house.systems, wiring: house.wiring, clock: clock)
            return BackOffice(store: store, house: house)
        } catch {
            // What it says about closing matters less than why it could not be used.
            try? engine.close()
            throw error
        }
    }

    /// Gives every company the accounts that it lacks.
    private func completeCharts() throws {
        guard try !store.readNow({ try ChartUpkeep.lacking(house.chart, $0) }).isEmpty else { return }
        // Another process may be opening it too: what is lacking is asked again where nobody else writes.
        try store.writeNow(as: FirstActors.nightshift) { [house] tx in
            for extended in try ChartUpkeep.lacking(house.chart, tx) { try tx.publish(extended) }
        }
    }

    /// Opens the back office in a folder.
    package static func open(_ folder: URL, clock: any Clock = SystemClock()) throws -> BackOffice {
        try open(.folder(folder), clock: clock)
    }

    /// Makes the first actors when they are missing.
    package func settle() async throws {
        if try await store.read({ try AccessReading.actor(code: "owner", $0) }) != nil { return }
        try await store.write(as: FirstActors.owner) { try FirstActors.settle($0) }
    }

    /// Runs a command over the desk, once for its actor and key, and returns once it is durable.
    package func perform<C: Command>(
        _ command: C, as actor: ID<Actor>, key: String, at instant: Instant? = nil
    ) async throws -> C.Answer {
        let request = try CommandRequest(of: command)
        return try await askingWhatHappened(C.form.mood, command.subject, by: actor) {
            try await store.write(as: actor, at: instant) {
                try Systems.desk.foresee(command, as: actor, key: key, $0)
            } _: {
                try Systems.desk.perform(command, request, key: key, $0)
            }
        }
    }

    /// Runs a command given by its name and JSON, as the command line and the API bring it.
    ///
    /// - Returns: the answer's JSON.
    /// - Throws: `CommandRefusal` when there is no such command or the JSON is not it.
    package func perform(
        named name: String, _ json: [UInt8], as actor: ID<Actor>, key: String
    ) async throws -> [UInt8] {
        guard let command = house.commands[name] else { throw CommandRefusal.unknown(name) }
        let read = try command.read(json)
        return try await askingWhatHappened(command.mood, read.subject, by: actor) {
            try await store.write(as: actor) {
                try Systems.desk.foresee(read, as: actor, key: key, $0)
            } _: {
                try Systems.desk.perform(read, key: key, $0)
            }
        }
    }

    /// Asks a person about an event that was refused because its actor may not tell of it: if it happened, money or goods
    /// are gone, and nobody else would know.
    private func askingWhatHappened<Answer: Sendable>(
        _ mood: CommandMood, _ subject: String?, by actor: ID<Actor>, _ body: () async throws -> Answer
    ) async throws -> Answer {
        do { return try await body() } catch let refusal as CommandRefusal {
            if mood == .event, case .forbidden(let command, let permission, let place) = refusal {
                let event = ForbiddenEvent(
                    actor: actor, command: command, permission: permission, place: place, subject: subject)
                try await store.write(as: FirstActors.nightshift) { try event.ask($0) }
            }
            throw refusal
        }
    }
}

extension BackOffice {
    /// A key that nobody used before.
    package static func freshKey() -> String { UUID().uuidString.lowercased() }

    package func actor(code: String) async throws -> ID<Actor>? {
        try await store.read { try AccessReading.actor(code: code, $0) }
    }
}
