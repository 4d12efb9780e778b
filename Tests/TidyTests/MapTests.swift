// SPDX-License-Identifier: Apache-2.0

import Testing

/// `docs/MAP.md` as it says of the rooms that stand, beside what the manifest, the facts and the wiring say.
@Suite struct `The map` {
    private struct Room: Equatable, CustomStringConvertible {
        let sector: String
        let name: String
        let reads: [String]
        let tells: [String]
        let hears: [String]

        var description: String {
            "| \(sector) | \(name) | … | \(cell(reads)) | \(cell(tells)) | \(cell(hears)) |"
        }

        private func cell(_ names: [String]) -> String { names.isEmpty ? "-" : names.joined(separator: ", ") }
    }

    private func text(of path: String) throws -> String {
        try #require(House.files.first { $0.path == path }, "\(path) is missing").text
    }

    private func drawn() throws -> [Room] {
        let map = try text(of: "docs/MAP.md")
        let part = map.split(separator: "\n## ").first { $0.hasPrefix("The rooms that stand") } ?? ""
        return part.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { line in
            let cells = line.split(separator: "|").map { $0.trimmingPrefix(" ").description.trimmed }
            func names(_ cell: String) -> [String] { cell == "-" ? [] : cell.split(separator: ", ").map(String.init) }
            return Room(
                sector: cells[0], name: cells[1], reads: names(cells[3]), tells: names(cells[4]), hears: names(cells[5])
            )
        }
    }

    private func built() throws -> [Room] {
        let manifest = try text(of: "Package.swift")
        let systems = manifest.matches(of: #/\bsystem\("(\w+)", in: "(\w+)"(?:, reads: \[([^\]]*)\])?\)/#)
        let names = Set(systems.map { String($0.1) })
        let lines = try text(of: "Sources/BackOffice/Wiring.swift").matches(of: #/\.on\(\s*(\w+)\.self,\s*"(\w+)"/#)
        return systems.map { system in
            let name = String(system.1)
            let facts = House.sources.filter {
                $0.path.hasPrefix("Sources/Floor/Facts/") && $0.path.hasSuffix("/\(name).swift")
            }
            var hears: [String] = []
            for line in lines where line.2 == name && !hears.contains(String(line.1)) { hears.append(String(line.1)) }
            return Room(
                sector: String(system.2), name: name,
                reads: (system.3 ?? "").matches(of: /"(\w+)"/).map { String($0.1) }.filter(names.contains),
                tells: facts.flatMap {
                    $0.text.matches(of: /public struct (\w+): (?:Company)?Fact\b/).map { String($0.1) }
                },
                hears: hears)
        }
    }

    @Test func `says of every room that stands what it reads, tells and hears`() throws {
        let (drawn, built) = (try drawn(), try built())
        #expect(built.count > 5)
        #expect(Set(drawn.map(\.name)) == Set(built.map(\.name)))
        for room in built { #expect(drawn.contains(room), "the map should say: \(room)") }
    }

    /// What is planned gives way to what is built.
    @Test func `does not promise what stands`() throws {
        let map = try text(of: "docs/MAP.md").split(separator: "\n## ")
        let planned = map.first { $0.hasPrefix("The rooms to come") }?.split(separator: "\n") ?? []
        let names = planned.filter { $0.hasPrefix("| ") }.map { $0.split(separator: "|")[1].description.trimmed }
        #expect(names.count > 5)
        for room in try built() { #expect(!names.contains(" " + room.name), "\(room.name) stands") }
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
