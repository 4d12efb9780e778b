// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Imports
import Kernel
import Store
import TestEngines
import Testing

@testable import nightshift

@Suite struct `The command line` {
    private func report(_ typed: String) throws -> MakeReport {
        let words = typed.split(separator: " ").map(String.init)
        return try #require(try Nightshift.parseAsRoot(Arguments.arranged(words)) as? MakeReport)
    }

    @Test(arguments: [
        "--data shop report journal", "--data=shop report journal", "report --data shop journal",
        "report journal --data shop", "report journal --data=shop", "--data other report journal --data shop",
        "--data other --data shop report journal",
    ])
    func `takes the place before the command and behind it`(typed: String) throws {
        let report = try report(typed)
        #expect(report.place.data == "shop")
        #expect(report.name.report.name == "journal")
    }

    @Test func `takes the place before a command of a command`() throws {
        let typed = ["--data", "shop", "bench", "year", "--repeats", "3"]
        let year = try #require(try Nightshift.parseAsRoot(Arguments.arranged(typed)) as? BenchYear)
        #expect(year.place.data == "shop")
        #expect(year.repeats == 3)
    }

    @Test func `takes the place where none is needed, and says where it does not apply`() throws {
        for typed in [
            ["import", "template", "prices", "--data", "shop"], ["--data", "shop", "import", "template", "prices"],
        ] {
            let template = try Nightshift.parseAsRoot(Arguments.arranged(typed)) as? ImportTemplate
            #expect(template?.kind.kind.name == "prices")
        }
        let places = ["copy", "--from", "shop", "--to", "other"]
        #expect(try Nightshift.parseAsRoot(Arguments.arranged(places)) is Copy)
        do {
            _ = try Nightshift.parseAsRoot(Arguments.arranged(["--data", "third"] + places))
            Issue.record("a copy has no third place")
        } catch {
            #expect(Nightshift.message(for: error).contains("--data does not apply"))
        }
    }

    @Test func `leaves everything else as it was typed`() {
        for typed in [[], ["--data"], ["--help"], ["help", "report"], ["do", "x", "--", "--data", "y"], ["report"]] {
            #expect(Arguments.arranged(typed) == typed)
        }
        #expect(
            Arguments.arranged(["--data", "shop", "do", "x", "--", "-"]) == ["do", "--data", "shop", "x", "--", "-"])
        // The fields of a command are flags that the parser does not know, so its own options come before it.
        #expect(
            Arguments.arranged(["do", "x", "--site", "S1", "--key", "k", "--as=till", "--data", "shop"])
                == ["do", "--key", "k", "--as=till", "--data", "shop", "x", "--site", "S1"])
        // Help is the same for every place.
        #expect(Arguments.arranged(["--data", "shop", "help", "report"]) == ["help", "report"])
        #expect(Arguments.arranged(["--data", "shop", "--help"]) == ["--help"])
    }

    @Test func `completes a command's name, its flags and the words of a field`() {
        func completed(_ words: String...) -> [String] { Do.completions(of: ["nightshift", "do"] + words) }
        #expect(completed("open-s") == ["open-session", "open-site"])
        #expect(completed("--key", "k", "move-cash", "--pu") == ["--purpose"])
        #expect(completed("move-cash", "--purpose", "") == ["drop", "paidOut"])
        #expect(completed("open-site", "--occ").isEmpty)
    }

    @Test func `takes the ports there are`() throws {
        for port in ["0", "80", "65535"] { #expect(try Serve.parse(["--port", port]).port == Int(port)) }
        for port in ["65536", "99999", "x"] {
            #expect(throws: (any Error).self) { try Serve.parse(["--port", port]) }
        }
        #expect(throws: (any Error).self) { try Serve.parse(["--port=-1"]) }
    }

    @Test func `ends a night with 1 while a step of it fails`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nightshift-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let office = try BackOffice.open(folder)
        try await office.settle()
        let owner = try #require(try await office.actor(code: "owner"))
        for (name, json) in [
            ("register-company", #"{"code":"SHOP","name":"My Shop","currency":"USD"}"#),
            ("open-site", #"{"company":"SHOP","code":"MAIN","name":"Main","kind":"store","zone":"UTC"}"#),
            (
                "enter-journal",
                """
                {"company":"SHOP","day":"2026-03-04","reason":"rent","lines":[
                  {"account":"5200","site":"MAIN","amount":1},{"account":"1000","site":"MAIN","amount":-1}]}
                """
            ),
        ] {
            _ = try await office.perform(named: name, Array(json.utf8), as: owner, key: name)
        }
        try await office.store.write(as: owner) {
            try $0.run("update accounting_posting set amount = amount + 1 where line = 1")
        }
        try office.store.close()
        let night = try RunNight.parse(["--data", folder.path, "--date", "2026-03-04"])
        await #expect(throws: ExitCode(1)) { try await night.run() }

        let again = try BackOffice.open(folder)
        try await again.store.write(as: owner) {
            try $0.run("update accounting_posting set amount = amount - 1 where line = 1")
        }
        try again.store.close()
        try await night.run()
    }
}

@Suite(.onBothEngines) struct `A profile of an import` {
    /// A column that only `--map Nummer=code` or a profile explains.
    private func take(_ supplier: String, _ options: [String], at place: TemporaryPlace) async throws {
        let file = place.url.appending(path: "suppliers.csv")
        try Data("Nummer;Name\n\(supplier);X\n".utf8).write(to: file)
        try await ImportFile.parse(["suppliers", file.path, "--data", place.data] + options).run()
    }

    private func look<Value>(_ place: TemporaryPlace, _ body: (Snapshot) throws -> Value) throws -> Value {
        let office = try BackOffice.open(DataPlace(place.data))
        defer { try? office.store.close() }
        return try office.store.readNow(body)
    }

    @Test func `is kept by an import that is no dry run, and named when another name is not known`() async throws {
        let place = try TemporaryPlace()
        let office = try BackOffice.open(DataPlace(place.data))
        try await office.settle()
        try office.store.close()
        try await take("A", ["--profile", "till", "--map", "Nummer=code", "--dry-run"], at: place)
        #expect(try look(place) { try ImportProfile.named("till", $0) } == nil)
        try await take("A", ["--profile", "till", "--map", "Nummer=code"], at: place)
        let kept = try #require(try look(place) { try ImportProfile.named("till", $0) })
        #expect(kept.columns == ["Nummer": "code"] && kept.delimiter == ";")
        try await take("B", ["--profile", "till"], at: place)
        #expect(try look(place) { try ImportProfile.named("till", $0) } == kept)
        // Two suppliers and one profile: what is known already is not kept again.
        #expect(try look(place) { try $0.number("select count(*) from command_log") } == 3)
        for (name, sentence) in [
            ("tilt", "There is no profile tilt yet; there are: till."), ("../till", "[automation.bad-profile-name]"),
        ] {
            let complaint = await #expect(throws: Complaint.self) {
                try await take("C", ["--profile", name, "--dry-run"], at: place)
            }
            #expect(complaint?.description.hasSuffix(sentence) == true)
        }
    }
}

@Suite(.enabled(if: TestServer.isInstalled, "PostgreSQL is not installed"), .timeLimit(.minutes(5)))
struct `A command on a standby` {
    @Test func `that would write ends at once and says why, and one that reads goes on`() async throws {
        let (primary, standby) = try TestServer.pair.get()
        let place = try TemporaryPlace(on: primary)
        let office = try BackOffice.open(DataPlace(place.data))
        try await office.settle()
        try office.store.close()
        try await standby.catchUp(with: primary)
        let data = ["--data", place.data(on: standby)]
        for typed in [
            ["serve", "--port", "0"], ["night"], ["init"], ["do", "set-policy", "{}"], ["simulate", "--days", "1"],
            ["import", "file", "prices", "prices.csv"], ["bench", "settle"],
        ] {
            let command = try #require(
                try Nightshift.parseAsRoot(Arguments.arranged(typed + data)) as? any AsyncParsableCommand)
            let complaint = await #expect(throws: Complaint.self) {
                var command = command
                try await command.run()
            }
            #expect(complaint?.description.contains("this server is a standby") == true, "\(typed)")
        }
        let verify = try Verify.parse(data)
        try await verify.run()
        let report = try MakeReport.parse(["sites"] + data)
        try await report.run()
    }
}

@Suite struct `The progress line` {
    private static let cleared = "\r\u{1b}[K"

    /// The first thing that is done may be long, and says nothing.
    @Test func `is drawn on a terminal though nothing is shown, and cleared at the end`() async {
        let (written, writing) = AsyncStream.makeStream(of: String.self)
        let line = ProgressLine("founding", patience: 0, isTerminal: true) { writing.yield($0) }
        var lines = written.makeAsyncIterator()
        let first = await lines.next()
        #expect(first?.hasPrefix(Self.cleared + "founding") == true)
        line.end()
        line.show("too late")
        writing.finish()
        var last = first
        while let next = await lines.next() { last = next }
        #expect(last == Self.cleared)
    }

    @Test func `is not drawn before it is time`() async {
        let (written, writing) = AsyncStream.makeStream(of: String.self)
        let line = ProgressLine("founding", patience: 1_000, isTerminal: true) { writing.yield($0) }
        line.show("one")
        line.begin("two")
        line.end()
        writing.finish()
        for await text in written { Issue.record("\(text) was written") }
    }

    @Test func `is a line of text where there is no terminal`() async {
        let (written, writing) = AsyncStream.makeStream(of: String.self)
        let line = ProgressLine("founding", patience: -1, isTerminal: false) { writing.yield($0) }
        line.show("one")
        line.show("at once another")
        line.end()
        writing.finish()
        var lines: [String] = []
        for await text in written { lines.append(text) }
        #expect(lines == ["one\n"])
    }
}
