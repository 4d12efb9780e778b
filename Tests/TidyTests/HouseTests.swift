// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct `The house is tidy` {
    @Test func `the sources are found`() {
        #expect(House.sources.count > 100)
        #expect(House.systems.count >= 8)
    }

    @Test func `every source names its licence first`() { expectNone(House.files, Rule.licence) }

    @Test func `no folder has a name without a meaning`() { expectNone(House.files, Rule.folderNames) }

    @Test func `only the back office reads the clock or draws chance`() { expectNone(House.sources, Rule.chance) }

    @Test func `refusals are placed at fields`() {
        let systems = House.sources.filter { !$0.path.hasPrefix("Sources/Floor/") }
        expectNone(systems, Rule.refusalPlaces)
        #expect(systems.count { $0.code.contains(/\bat(?:\(|: )\\\./) } > 15)
    }

    @Test func `whole packages stay behind one target each`() { expectNone(House.sources, Rule.packages) }

    @Test func `rules import values, facts and nothing else`() { expectNone(House.sources, Rule.ruleImports) }

    @Test func `nothing is forced`() { expectNone(House.sources, Rule.force) }

    @Test func `nothing is left for later`() { expectNone(House.files, Rule.leftovers) }

    @Test func `no file is longer than five hundred lines`() { expectNone(House.files.filter(\.isSwift), Rule.length) }

    @Test func `no path of a machine is kept`() { expectNone(House.files, Rule.machinePaths) }

    @Test(arguments: House.systems)
    func `every system has a page about itself`(system: String) {
        #expect(House.files.contains { $0.path == "\(system)/README.md" })
    }

    @Test func `every file that may read the clock is there`() {
        for path in Rule.mayReadTheClock.keys {
            #expect(House.sources.contains { $0.path == path }, "\(path) is gone; take it off the list")
        }
    }

    @Test func `every refusal has a code of its own`() throws {
        var owners: [String: String] = [:]
        for file in House.sources {
            let codes = try #require(refusalCodes(in: file), "\(file): write `code` as a switch of texts")
            for code in codes {
                #expect(code.wholeMatch(of: /[a-z]+(\.[a-z]+(-[a-z]+)*)+/) != nil, "\(file): \(code)")
                #expect(owners[code] == nil, "\(code) stands in \(owners[code] ?? "") and in \(file)")
                owners[code] = file.path
            }
        }
        #expect(owners.count > 50)
    }

    @Test func `a table carries its system's name, and nobody else names it`() {
        var owners: [String: String] = [:]
        for system in House.systems {
            let name = system.split(separator: "/")[2].lowercased()
            for table in House.sources.filter({ $0.path.hasPrefix(system + "/") }).flatMap(tables) {
                #expect(table.hasPrefix(name + "_"), "\(system) declares \(table)")
                owners[table] = system
            }
        }
        #expect(owners.count > 25)
        for file in House.sources {
            let words = Set(file.code.matches(of: /[a-z]+(_[a-z]+)+/).map { String($0.0) })
            for table in words {
                guard let owner = owners[table] else { continue }
                #expect(file.path.hasPrefix(owner + "/"), "\(file) names \(table) of \(owner)")
            }
        }
    }

    private func expectNone(_ files: [SourceFile], _ rule: (SourceFile) -> String?) {
        #expect(files.compactMap(rule) == [])
    }

    /// What a new system costs: one folder, and its lines where the house is put together.
    @Test func `takes a little system in, of 350 lines, that nothing else names`() {
        let little = House.files.filter { $0.isSwift && $0.path.hasPrefix("Tests/LittleSystemTests/Bottles/") }
        let lines = little.reduce(0) { $0 + $1.lines.count - 1 }
        #expect(little.count > 3 && lines <= 350, "\(lines) lines")
        let names = /Bottles(?:System|Store|Share)|PlaceMachine|PrintSlip|bottles_/
        for file in House.sources { #expect(file.place(of: names) == nil, "\(file.path) knows of it") }
    }
}
