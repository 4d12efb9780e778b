// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Automation
import BackOffice
import Foundation
import Imports
import Store

struct ImportFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file",
        abstract: "Import a CSV file of sites, suppliers, products, prices, stock, counts, receipts or returns.",
        discussion: """
            How the file is written is guessed, and the guess is shown; a profile keeps it under a name. Rows that \
            cannot be taken go to a file to mend and send again. Importing twice changes nothing. See docs/IMPORT.md.

            Example: nightshift import receipts march.csv --profile till --map "Artikel=product" --set site=MAIN
            """)

    @OptionGroup var place: Place
    @Argument(help: "What the rows are: \(House.nightshift.imports.map(\.name).joined(separator: ", ")).")
    var kind: ImportKindName
    @Argument(help: "The file; .gz is decompressed on the way.") var file: String
    @Option(help: "The name that how to read such files is kept under.") var profile: String?
    @Option(help: ArgumentHelp("A column of theirs and ours; may be repeated.", valueName: "theirs=ours"))
    var map: [String] = []
    @Option(help: ArgumentHelp("A value for every row; may be repeated.", valueName: "column=value"))
    var set: [String] = []
    @Option(help: "What stands between fields: one character, or tab.") var delimiter: String?
    @Option(help: "utf-8 or windows-1252.") var encoding: TextEncoding?
    @Option(help: "What stands before decimals: point or comma.") var decimals: DecimalMark?
    @Option(help: "The order of a date's parts: ymd, dmy or mdy.") var dates: DateOrder?
    @Option(help: "The file for rows that are not taken; FILE.bad.csv, or FILE.bad-2.csv while that is there.")
    var badRows: String?
    @Option(name: .customLong("as"), help: "The code of who brings the file, whose rights count.") var actor = "owner"
    @Flag(help: "Say what would happen and write nothing.") var dryRun = false

    func run() async throws {
        var bad = 0
        try await Complaint.explained {
            let office = try place.open()
            let (kind, isDryRun, profile) = (kind.kind, dryRun, profile)
            guard let who = try await office.actor(code: actor) else {
                throw Complaint("There is no actor \(actor). Register one with register-actor.")
            }
            let kept = try await office.store.read { snapshot in
                try profile.flatMap { try ImportProfile.named($0, snapshot) }
            }
            let given = try whole(kept ?? ImportProfile())
            let source = URL(fileURLWithPath: file)
            guard FileManager.default.isReadableFile(atPath: source.path) else {
                throw Complaint("The file \(file) cannot be read.")
            }
            let badFile = badRows ?? BadRowsFile.beside(file)
            guard URL(fileURLWithPath: badFile).standardized != source.standardized else {
                throw Complaint("The bad rows would overwrite the file they come from; name another with --bad-rows.")
            }
            let work = try await ProgressLine.during("reading the file") { _ in
                do {
                    return try await onBlockingThread { try FileImport(kind, source, given) }
                } catch let fault as ImportFault where kept == nil {
                    throw Complaint("\(fault)" + (try await hint(office)))
                }
            }
            try FileHandle.put(work.survey.decisions.map { "  \($0)\n" }.joined())
            if let profile, !dryRun, work.survey.profile != kept {
                try await work.survey.profile.keep(as: profile, in: office, by: who)
            }
            let line = ProgressLine("taking the rows in")
            defer { line.end() }
            let summary = try await onBlockingThread {
                try work.run(
                    into: office, by: who, isDryRun: isDryRun, badRows: URL(fileURLWithPath: badFile)
                ) { done, all in
                    line.show("\(done) of \(all) rows")
                }
            }
            if !dryRun {
                line.begin("following and sealing the log")
                try await office.store.catchUp()
            }
            line.end()
            try office.store.close()
            bad = summary.badRows
            try FileHandle.put(text(of: summary, badFile))
        }
        if bad > 0 { throw ExitCode(1) }
    }

    private func text(of summary: FileImport.Summary, _ badFile: String) -> String {
        var text = """
            \(summary.rows) rows: \(summary.taken) \(kind.kind.form.things) \(dryRun ? "would go in" : "went in"), \
            \(summary.known) were there already, \(summary.badRows) bad rows.

            """
        for reason in summary.reasons { text += "  \(reason)\n" }
        if dryRun { return text + "Nothing was written.\n" }
        guard summary.badRows > 0 else { return text }
        return text + "The bad rows are in \(badFile). Mend them and import that file in the same way.\n"
    }

    /// That the profile's name is a new one, for whoever meant another.
    private func hint(_ office: BackOffice) async throws -> String {
        guard let profile else { return "" }
        let names = try await office.store.read(AutomationReading.importProfileNames)
        return
            "\nThere is no profile \(profile) yet; there are: \(names.isEmpty ? "none" : names.joined(separator: ", "))."
    }

    /// A profile, with what is said here in its place.
    private func whole(_ kept: ImportProfile) throws -> ImportProfile {
        var whole = kept
        for pair in map { try add(pair, to: &whole.columns, "--map \"their column=our column\"") }
        for pair in set { try add(pair, to: &whole.constants, "--set column=value") }
        whole.delimiter = delimiter ?? whole.delimiter
        whole.encoding = encoding ?? whole.encoding
        whole.decimals = decimals ?? whole.decimals
        whole.dates = dates ?? whole.dates
        return whole
    }

    private func add(_ pair: String, to values: inout [String: String], _ form: String) throws {
        guard let sign = pair.lastIndex(of: "="), sign != pair.startIndex else {
            throw Complaint("\"\(pair)\" is not of the form \(form).")
        }
        values[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
    }
}

struct ImportTemplate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Show the header of a kind of file, with one row as an example.")

    @OptionGroup var place: Place
    @Argument(help: "What the rows are.") var kind: ImportKindName

    func run() throws { try FileHandle.put(kind.kind.form.template) }
}

/// What the rows of a file are, by the name that is typed and completed.
struct ImportKindName: ExpressibleByArgument {
    let kind: ImportKind

    init?(argument: String) {
        guard let kind = House.nightshift.imports.first(where: { $0.name == argument }) else { return nil }
        self.kind = kind
    }

    static let allValueStrings = House.nightshift.imports.map(\.name)

    static let defaultCompletionKind = CompletionKind.list(allValueStrings)
}

extension TextEncoding: ExpressibleByArgument {}
extension DecimalMark: ExpressibleByArgument {}
extension DateOrder: ExpressibleByArgument {}
