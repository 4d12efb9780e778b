// SPDX-License-Identifier: Apache-2.0

/// A rule of the house: what is wrong in a file, as `path:line` and a reason, or nothing.
enum Rule {
    /// A script's first line names its interpreter, a manifest's its tools; the licence follows at once.
    static func licence(_ file: SourceFile) -> String? {
        let withLicence = [".swift", ".c", ".h", ".js", ".css", ".py", "Makefile", ".ci/run"]
        guard withLicence.contains(where: file.path.hasSuffix) else { return nil }
        let skipped = file.text.hasPrefix("#!") || file.path == "Package.swift" ? 1 : 0
        let line = file.lines.dropFirst(skipped).first ?? ""
        return line.contains("SPDX-License-Identifier: Apache-2.0") ? nil : "\(file.path): the licence line is missing"
    }

    /// Drawers without a meaning fill up with unrelated things.
    static func folderNames(_ file: SourceFile) -> String? {
        let meaningless: Set = ["Core", "Common", "Utils", "Helpers", "Extensions", "Managers", "Services"]
        return file.folders.first(where: meaningless.contains).map { "\(file.path): a folder named \($0) says nothing" }
    }

    /// The same seed and the same facts give the same books: time, keys and chance come in as values.
    static func chance(_ file: SourceFile) -> String? {
        guard !file.path.hasPrefix("Sources/BackOffice/"), mayReadTheClock[file.path] == nil else { return nil }
        let code = SourceFile(path: file.path, text: file.code)
        let clock = /\bDate\(\)|\bDate\(timeIntervalSinceNow|\.now\(\)|clock_gettime|gettimeofday|ContinuousClock/
        let call = /\bUUID\(\)|\.random\(\)|\.randomElement\(\)|\.shuffled\(\)|\.random\(in: [^,]*\)/
        let generator = /SystemRandomNumberGenerator|arc4random/
        return code.place(of: clock).map { "\($0): time comes in as a value" }
            ?? (code.place(of: call) ?? code.place(of: generator)).map { "\($0): chance comes in as a value" }
    }

    /// Files that measure how long something takes, which decides nothing that is kept.
    static let mayReadTheClock = [
        "Sources/Floor/Store/Writer.swift": "a group of writes waits half a millisecond for more",
        "Sources/Floor/StorePostgres/Patience.swift": "a server that went away is waited for, a minute at most",
        "Sources/Floor/StorePostgres/LeaseKeeper.swift": "a process says every twenty seconds that it lives",
        "Sources/Trials/Benchmarks/Stopwatch.swift": "a benchmark measures time",
        "Sources/nightshift/Solving/SolveClock.swift": "a search ends when its time is used",
        "Sources/nightshift/ProgressLine.swift": "the progress line is shown from the second second on",
    ]

    /// A refusal names a field by its key path, and a property that is no field would name none.
    static func refusalPlaces(_ file: SourceFile) -> String? {
        let code = file.code
        let fields = Set(code.matches(of: /Field\(\s*"\w+",\s*\\\.(\w+)/).map { String($0.1) })
        let places = code.matches(of: /\bat(?:\(|: )\\\.(\w+)(?:, [\w.]+(?:, \\\.(\w+))?)?/)
        let named = places.flatMap { [$0.1] + ($0.2.map { [$0] } ?? []) }.map(String.init)
        return named.first { !fields.contains($0) }.map {
            "\(file.path): a refusal is placed at \($0), which is no field"
        }
    }

    /// Whole packages stay behind one target each.
    static func packages(_ file: SourceFile) -> String? {
        let owners = [
            "GRDB": "Sources/Floor/StoreSQLite/", "CPostgres": "Sources/Floor/StorePostgres/",
            "Hummingbird": "Sources/Floor/Web/",
        ]
        for (package, owner) in owners where !file.path.hasPrefix(owner) {
            if file.imports.contains(where: { $0.hasPrefix(package) }) {
                return "\(file.path): only \(owner) imports \(package)"
            }
        }
        return nil
    }

    /// Rules are pure: the floor's values and facts; for receipts the products, sites and taxes they are about, for
    /// postings the entries they propose.
    static func ruleImports(_ file: SourceFile) -> String? {
        guard file.folders.last == "Rules" else { return nil }
        let isPosting = file.path.hasSuffix("Postings.swift")
        let isSale = file.path.hasPrefix("Sources/Commerce/Sales/Rules/")
        let extra = isPosting ? ["Accounting"] : isSale ? ["Catalogue", "Organisation", "Taxes"] : []
        return file.imports.first { $0 != "Kernel" && !$0.hasSuffix("Facts") && !extra.contains($0) }
            .map { "\(file.path): a rule does not import \($0)" }
    }

    /// Neither `try!` nor `as!`, nor a value or a type that is forced by what follows it; nor what ends the program
    /// when a file, a pipe or a terminal cannot be written or read.
    static func force(_ file: SourceFile) -> String? {
        let code = SourceFile(path: file.path, text: file.code)
        return
            (code.place(of: /[\w\)\]\}]!(?!=)/)
            ?? code.place(of: /\.write\(Data\(|\.readDataToEndOfFile\(|\.availableData\b/))
            .map { "\($0): say what happens otherwise" }
    }

    static func leftovers(_ file: SourceFile) -> String? {
        // Spelt so that this file passes.
        file.place(of: /\bTOD[O]\b|\bFIXM[E]\b/).map { "\($0): do it, or take it away" }
    }

    static func length(_ file: SourceFile) -> String? {
        file.lines.count > 501 ? "\(file.path): \(file.lines.count - 1) lines; it holds more than one thing" : nil
    }

    /// Nothing here depends on where it was written.
    static func machinePaths(_ file: SourceFile) -> String? {
        file.place(of: /(^|[\s"'`(=])\/(work|root|home|Users|tmp)\//).map { "\($0): a path of one machine" }
    }
}

/// The codes of a file's refusals, in the order of their cases; nil when a `code` is written in a way this cannot read.
func refusalCodes(in file: SourceFile) -> [String]? {
    let bodies = file.text.matches(of: /(?s)var code: String \{\n(.*?)\n    \}/).map(\.1)
    let declared = file.text.matches(of: /var code: String \{(?! get| refusal\.code)/).count
    guard bodies.count == declared else { return nil }
    return bodies.flatMap { $0.matches(of: /"([^"]*)"/).map { String($0.1) } }
}

/// The tables that a file declares.
func tables(in file: SourceFile) -> [String] {
    file.code.matches(of: /\b(?:Table|RunningTotal(?:<[^>]*>)?)\(\s*"(\w+)"/).map { String($0.1) }
}
