// SPDX-License-Identifier: Apache-2.0

import Access
package import Foundation
package import Imports
package import Kernel
package import Store
import Synchronization

/// Brings in a file of rows of one kind: good rows go in, bad rows are put aside with their reason.
///
/// Rows that follow each other and belong to one thing (a receipt, a delivery, a count) go in together or not at all.
/// What has happened goes in once, under a key made of what it is, never of where it stands in the file; what says how
/// something is from now on is compared with what stands. So a file sent twice changes nothing, and an import that was
/// cut off goes on by being started again. Everybody's imports act as the back office itself, so that one file sent by
/// two people counts once; but what goes in is what the one who asks for it may bring.
package struct FileImport: Sendable {
    package let kind: ImportKind
    package let file: URL
    package let survey: ImportSurvey

    /// Reads the file once and finds how it is to be read; changes nothing.
    package init(_ kind: ImportKind, _ file: URL, _ profile: ImportProfile) throws {
        self.kind = kind
        self.file = file
        survey = try ImportSurvey(kind.form, file, profile)
    }

    package struct Summary: Sendable, Equatable {
        package var rows = 0
        /// Things (receipts, products) that went in.
        package var taken = 0
        /// Things that were there already, as the file has them.
        package var known = 0
        package var badRows = 0
        /// The first reasons, each with its line.
        package var reasons: [String] = []

        package init(rows: Int = 0, taken: Int = 0, known: Int = 0, badRows: Int = 0, reasons: [String] = []) {
            self.rows = rows
            self.taken = taken
            self.known = known
            self.badRows = badRows
            self.reasons = reasons
        }

        /// Reasons that are kept; the others stand in the file of bad rows.
        fileprivate static let mostReasons = 20
    }

    /// Imports the file. Must be called from a thread that may block.
    ///
    /// Memory does not grow with the file, but for a hundred bytes or so a thing, by which it is known again.
    ///
    /// - Parameters:
    ///   - asker: whose rights count; all of them when nobody is said.
    ///   - isDryRun: whether everything is tried and taken back, so that nothing is written anywhere.
    ///   - badRows: the file that gets the bad rows, when there are any; none for a dry run.
    ///   - progress: called with the rows read and all there are.
    /// - Throws: `StoreFault` when the store fails; what went in before stays. `ImportFault`, before anything goes in,
    ///   when the file for bad rows holds something, which somebody may be mending.
    package func run(
        into office: BackOffice, by asker: ID<Actor> = FirstActors.nightshift, isDryRun: Bool = false, badRows: URL,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws -> Summary {
        if !isDryRun { try BadRowsFile.checkFree(badRows) }
        let reference = try office.store.readNow { try Imports.reference($0, run: BackOffice.freshKey()) }
        // What says how something is hangs on what the rows before it said: that is tried row after row in one write, which
        // is taken back as a whole. What has happened stands alone, and no till waits until all of it was tried.
        guard isDryRun, kind.form.isWish else {
            return try read(
                FileDesk(kind, office, asker, reference, isDryRun ? nil : BadRows(badRows, survey.layout)), progress)
        }
        do {
            return try office.store.writeNow(as: FirstActors.nightshift) { tx in
                throw TriedOut(summary: try read(FileDesk(kind, office, asker, reference, tx), progress))
            }
        } catch let tried as TriedOut {
            return tried.summary
        }
    }

    /// Thrown by a write that only tries a file, so that it is taken back.
    private struct TriedOut: Error {
        let summary: Summary
    }

    private func read(_ desk: FileDesk, _ progress: (_ done: Int, _ all: Int) -> Void) throws -> Summary {
        var desk = desk
        var records = try CSVRecords(file, delimiter: survey.layout.delimiter)
        _ = try records.advance()
        var rows: [ImportRow] = []
        while try records.advance() {
            var row = ImportRow(records, survey.layout)
            if kind.form.hasManyRows, let first = rows.first { row.follow(first) }
            if let first = rows.first, !kind.form.hasManyRows || !row.belongs(with: first) {
                try desk.take(rows)
                rows.removeAll(keepingCapacity: true)
                progress(desk.summary.rows, survey.rows)
            }
            rows.append(row)
            // One that is longer than any receipt or delivery would fill the memory; its parts cannot go in apart.
            guard rows.count <= 100_000 else {
                throw ImportFault.unreadable(
                    "line \(rows[0].line): more than 100,000 rows belong together; split them by another document")
            }
        }
        if !rows.isEmpty { try desk.take(rows) }
        return try desk.finish()
    }
}

/// Where the things of a file are read, handed to the store many at a time, and answered in the order of the file.
private struct FileDesk {
    private let kind: ImportKind
    private let office: BackOffice
    private let desk: CommandDesk
    private let reference: ImportReference
    private var badRows: BadRows?
    /// The write in which everything is tried, where it is.
    private let trial: Transaction?
    private var waiting: [Waiting] = []
    private var waitingRows = 0
    /// What each thing of the file said of itself, both as a hash.
    private var seen: [Int: Int] = [:]
    private(set) var summary = FileImport.Summary()

    /// A thing on its way, with its rows and how it ended.
    private final class Waiting: Sendable {
        let rows: [ImportRow]
        let outcome: Mutex<Result<Bool, any Error>>

        init(_ rows: [ImportRow], _ outcome: Result<Bool, any Error>) {
            self.rows = rows
            self.outcome = Mutex(outcome)
        }
    }

    /// Thrown by a write that is only tried, so that it is taken back.
    private struct TakenBack: Error {
        let isNew: Bool
    }

    init(
        _ kind: ImportKind, _ office: BackOffice, _ asker: ID<Actor>, _ reference: ImportReference, _ badRows: BadRows?
    ) {
        self.kind = kind
        self.office = office
        desk = Systems.desk.asked(by: asker)
        self.reference = reference
        self.badRows = badRows
        trial = nil
    }

    /// For a file that is only tried.
    init(
        _ kind: ImportKind, _ office: BackOffice, _ asker: ID<Actor>, _ reference: ImportReference, _ trial: Transaction
    ) {
        self.kind = kind
        self.office = office
        desk = Systems.desk.asked(by: asker)
        self.reference = reference
        self.trial = trial
    }

    mutating func take(_ rows: [ImportRow]) throws {
        summary.rows += rows.count
        do {
            if kind.form.hasManyRows { try checkNotSeen(rows[0].identity, 0) }
            for (index, row) in rows.enumerated() {
                do {
                    try row.checkWidth()
                    try row.checkBelongs(with: rows[0])
                } catch { throw RowFault(error.reason, row: index) }
            }
            let order = try kind.read(rows, reference)
            try checkNotSeen(order.identity, kind.form.isWish ? rows[0].content.hashValue : 0)
            submit(order, rows)
        } catch let fault as RowFault {
            waiting.append(Waiting(rows, .failure(fault)))
        }
        waitingRows += rows.count
        if waitingRows >= 4_000 { try settle() }
    }

    /// - Throws: `RowFault` when the file has the thing twice and that cannot be what was meant.
    private mutating func checkNotSeen(_ identity: String, _ content: Int) throws(RowFault) {
        guard let earlier = seen[identity.hashValue] else {
            seen[identity.hashValue] = content
            return
        }
        if kind.form.isWish, earlier == content { return }
        throw RowFault(
            kind.form.hasManyRows
                ? "row: rows of the same one stand further up, apart from these; let them follow each other"
                : "row: the file says something else of the same one further up; keep one of them")
    }

    private mutating func submit(_ order: ImportOrder, _ rows: [ImportRow]) {
        if let trial {
            waiting.append(Waiting(rows, Result { try trial.attempt { try order.perform($0, desk) } }))
            return
        }
        let thing = Waiting(rows, .success(false))
        waiting.append(thing)
        let isDryRun = badRows == nil
        office.store.submit(as: FirstActors.nightshift) { [desk] tx in
            let isNew = try order.perform(tx, desk)
            if isDryRun { throw TakenBack(isNew: isNew) }
            return isNew
        } completion: { result in
            thing.outcome.withLock { $0 = result }
        }
    }

    /// Waits for what is on its way and keeps what became of it.
    private mutating func settle() throws {
        if trial == nil { office.store.drain() }
        for thing in waiting {
            switch thing.outcome.withLock({ $0 }) {
            case .success(let isNew): count(isNew)
            case .failure(let error as TakenBack): count(error.isNew)
            case .failure(let error): try putAside(thing.rows, error)
            }
        }
        waiting.removeAll(keepingCapacity: true)
        waitingRows = 0
    }

    private mutating func count(_ isNew: Bool) {
        if isNew { summary.taken += 1 } else { summary.known += 1 }
    }

    private mutating func putAside(_ rows: [ImportRow], _ error: any Error) throws {
        let fault = try rowFault(of: error, rows)
        for (index, row) in rows.enumerated() {
            let isAtFault = fault.row.map { $0 == index } ?? true
            let reason =
                isAtFault ? fault.reason : "row: waits for line \(rows[fault.row ?? 0].line), which it belongs to"
            try badRows?.add(row.record, reason)
            summary.badRows += 1
            if isAtFault, summary.reasons.count < FileImport.Summary.mostReasons {
                summary.reasons.append("line \(row.line), \(reason)")
            }
        }
    }

    /// - Throws: `error` itself when it is not the rows' fault.
    private func rowFault(of error: any Error, _ rows: [ImportRow]) throws -> RowFault {
        switch error {
        case let fault as RowFault: return fault
        case ImportRefusal.noSuchProduct(_, let row), ImportRefusal.notStocked(_, let row):
            return RowFault("product: \((error as? ImportRefusal)?.sentence ?? "")", row: row)
        case CommandRefusal.keyReused:
            return RowFault(
                "row: the same one went in before with other content, which stands; correct it there, or drop the row")
        case let refusal as any Refusal: return RowFault("\(refusal.field ?? "row"): \(refusal.sentence)")
        default: throw error
        }
    }

    mutating func finish() throws -> FileImport.Summary {
        try settle()
        try badRows?.end()
        return summary
    }
}
