// SPDX-License-Identifier: Apache-2.0

import Testing

/// A rule that never finds anything would pass every day.
@Suite struct `The rules find what they forbid` {
    private func source(_ text: String, _ path: String = "Sources/Finance/Taxes/Rules/Rule.swift") -> SourceFile {
        SourceFile(path: path, text: text)
    }

    @Test func `a missing licence`() {
        #expect(Rule.licence(source("import Kernel\n")) != nil)
        #expect(Rule.licence(source("// SPDX-License-Identifier: Apache-2.0\n")) == nil)
    }

    @Test func `a folder without a meaning`() {
        #expect(Rule.folderNames(source("", "Sources/Floor/Helpers/Money.swift")) != nil)
    }

    @Test(arguments: [
        "let now = Date()", "let key = UUID()", "Int.random(in: 1...6)", "clock_gettime(CLOCK_REALTIME, &time)",
        "list.shuffled()", "DispatchTime.now()",
    ])
    func `a clock or a die`(code: String) {
        #expect(Rule.chance(source(code)) != nil)
        #expect(Rule.chance(source("/// \(code)")) == nil)
        #expect(Rule.chance(source(code, "Sources/BackOffice/SystemClock.swift")) == nil)
    }

    @Test func `chance from a seed is no chance`() {
        #expect(Rule.chance(source("Int64.random(in: range, using: &seed)")) == nil)
    }

    @Test func `a refusal that is placed at no field`() {
        let fields = #"Field("site", \.site, ""), Field("lines", \.lines, ""), Field("amount", \n \.amount, "")"#
        for code in [#"at(\.place) {"#, #"at(\.lines, index, \.place) {"#, #"refusal(fault, at: \.place)"#] {
            #expect(Rule.refusalPlaces(source(fields.replacing(#"\n"#, with: "\n") + code)) != nil)
        }
        for code in [
            #"at(\.site) {"#, #"at(\.lines, index, \.amount) {"#, #"refusal(fault, at: \.lines, 3, \.amount)"#,
        ] {
            #expect(Rule.refusalPlaces(source(fields.replacing(#"\n"#, with: "\n") + code)) == nil)
        }
    }

    @Test func `a package outside its target`() {
        #expect(Rule.packages(source("package import GRDB")) != nil)
        #expect(Rule.packages(source("import HummingbirdCore")) != nil)
        #expect(Rule.packages(source("import GRDB", "Sources/Floor/StoreSQLite/Engine.swift")) == nil)
    }

    @Test func `a rule that reads the store`() {
        #expect(Rule.ruleImports(source("import Kernel\nimport Store\n")) != nil)
        #expect(Rule.ruleImports(source("import Kernel\npackage import FinanceFacts\n")) == nil)
        let posting = "Sources/Commerce/Sales/Rules/SalesPostings.swift"
        #expect(Rule.ruleImports(source("package import Accounting\n", posting)) == nil)
        #expect(Rule.ruleImports(source("package import Accounting\n")) != nil)
        #expect(Rule.ruleImports(source("package import Accounting\nimport Store\n", posting)) != nil)
    }

    @Test func `force`() {
        #expect(Rule.force(source("let value = tr" + "y! read()")) != nil)
        #expect(Rule.force(source("let value = read() a" + "s! Int")) != nil)
        for forced in ["names[0]", "first", "value()", "{ 1 }"] {
            #expect(Rule.force(source("let value = \(forced)" + "!.count")) != nil)
        }
        #expect(Rule.force(source("var store: Store" + "!")) != nil)
        #expect(Rule.force(source("file.write(" + "Data(text.utf8))")) != nil)
        #expect(Rule.force(source("let data = input.readDataToEnd" + "OfFile()")) != nil)
        for code in ["guard x != y", "x!=y", "if !isKnown(!x) { [!y] }", "/// What a surprise" + "!"] {
            #expect(Rule.force(source(code)) == nil)
        }
    }

    @Test func `what is left for later`() { #expect(Rule.leftovers(source("// TO" + "DO: later")) != nil) }

    @Test func `a long file`() {
        #expect(Rule.length(source(String(repeating: "\n", count: 501))) != nil)
        #expect(Rule.length(source(String(repeating: "\n", count: 500))) == nil)
    }

    @Test func `a path of a machine`() {
        #expect(Rule.machinePaths(source("let place = \"/" + "home/ada/shop\"")) != nil)
        #expect(Rule.machinePaths(source("let page = \"/reports/home/\"")) == nil)
    }

    @Test func `codes and tables`() {
        let code = "    var code: String {\n        switch self {\n        case .a: \"x.a\"\n        }\n    }\n"
        #expect(refusalCodes(in: source(code)) == ["x.a"])
        #expect(refusalCodes(in: source("    var code: String { \"x.a\" }\n")) == nil)
        #expect(tables(in: source("Table(\n    \"taxes_rate\", [])")) == ["taxes_rate"])
    }
}
