// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Reports
import Store

@main
struct Nightshift: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nightshift",
        abstract: "The retail back office that runs itself.",
        discussion: """
            First day: `nightshift init`, then `nightshift import ...` or `nightshift do ...`, then every night \
            `nightshift night`, and `nightshift serve` to look at it.

            Everything is kept in one folder or database: `--data PLACE`, before the command or behind it, or \
            NIGHTSHIFT_DATA; ./nightshift-data otherwise.
            """,
        subcommands: [
            Init.self, Import.self, RunNight.self, Serve.self, Do.self, MakeReport.self, Export.self, Verify.self,
            Copy.self, MakeBackup.self, Restore.self, Simulate.self, Solve.self, Bench.self,
        ])

    static func main() async { await main(Arguments.arranged(Array(ProcessInfo.processInfo.arguments.dropFirst()))) }
}

/// Where the retailer's data lies: the one global option.
struct Place: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The folder that holds everything, or postgres://user@host/database. NIGHTSHIFT_DATA says it too; \
            ./nightshift-data otherwise.
            """,
            valueName: "place"))
    var data: String?

    func place() throws -> DataPlace {
        try DataPlace(data ?? ProcessInfo.processInfo.environment["NIGHTSHIFT_DATA"] ?? "nightshift-data")
    }

    /// Opens the back office; with `mustExist`, only one that is there.
    func open(mustExist: Bool = true) throws -> BackOffice {
        try open(mustExist: mustExist) { try BackOffice.open($0) }
    }

    /// Opens a back office that is there, for a command that writes nothing; a standby will do.
    func openToRead() throws -> BackOffice {
        try open(mustExist: true) { try BackOffice.openToRead($0) }
    }

    private func open(mustExist: Bool, _ open: (DataPlace) throws -> BackOffice) throws -> BackOffice {
        try Complaint.explained {
            let place = try place()
            guard try !mustExist || place.holdsData() else {
                throw Complaint("There is no data at \(place). Make it with: nightshift init --data \(place)")
            }
            return try open(place)
        }
    }
}

/// What is told on standard error before ending with a failure.
struct Complaint: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// The sentence of an error, for people.
    init(_ error: any Error) {
        switch error {
        case let refusal as any Refusal:
            let field = refusal.field.map { " (\($0))" } ?? ""
            description = "\(refusal.sentence)\(field) [\(refusal.code)]"
        case let fault as StoreFault: description = Self.sentence(of: fault)
        case let complaint as Complaint: description = complaint.description
        default: description = Self.sentence(ofFile: error as NSError) ?? "\(error)"
        }
    }

    /// What the system said of a file; nil for any other error.
    private static func sentence(ofFile error: NSError) -> String? {
        let reason = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        guard reason.domain == NSPOSIXErrorDomain else { return nil }
        let file = (error.userInfo[NSFilePathErrorKey] as? String).map { " \($0)" } ?? ""
        return
            "The file\(file) cannot be read or written: \(String(cString: strerror(Int32(reason.code)))). Mend that, and try again."
    }

    /// Runs `body`, turning what it throws into a sentence.
    static func explained<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw Complaint(error) }
    }

    static func explained<Value>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch { throw Complaint(error) }
    }

    private static func sentence(of fault: StoreFault) -> String {
        switch fault {
        case .busy(let reason): "The data is in use: \(reason). Try again in a moment."
        case .diskFull(let reason): "The disk is full: \(reason). Nothing was lost; make room and try again."
        case .inputOutput(let reason): "The data cannot be reached: \(reason)."
        case .readOnly(let reason): "The data cannot be written: \(reason)."
        case .constraint(let reason): "A rule of the data was broken, which is our fault: \(reason)."
        case .corrupt(let reason):
            "The data holds something that was never written: \(reason). `nightshift verify` says whether it is damaged."
        case .newerSchema(let system, let found, let known):
            "The data was written by a newer release (\(system) \(found), this one knows \(known)). Use that release."
        case .olderSchema(let system, let found, let known):
            """
            The data was written by an older release (\(system) \(found), this one knows \(known)), and a standby cannot \
            be brought up to date. Open the primary with this release first.
            """
        case .conflict(let reason): "Too many wrote at the same time: \(reason). Nothing was lost; try again."
        case .interrupted(let reason):
            "The database went away: \(reason). Nothing of the last write was kept; try again."
        case .uncertain(let reason):
            "It is not known whether the last write was kept: \(reason). Send it again; it takes effect once."
        case .engine(let code, let message): "The database says \(code): \(message)."
        }
    }
}

/// A day such as 2026-02-28 as an option's value.
struct DayArgument: ExpressibleByArgument {
    let day: Day

    init?(argument: String) {
        guard let day = Day(argument) else { return nil }
        self.day = day
    }
}

extension FileHandle {
    /// Writes an answer to standard output.
    static func put(_ text: String) throws {
        do { try standardOutput.write(contentsOf: Data(text.utf8)) } catch {
            throw Complaint("The answer cannot be written, but what was done is done: \(error.localizedDescription)")
        }
    }

    /// Writes to standard error what nobody may be there to read.
    static func warn(_ text: String) { try? standardError.write(contentsOf: Data(text.utf8)) }
}

extension ReportFormat: ExpressibleByArgument {}
