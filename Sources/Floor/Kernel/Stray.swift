// SPDX-License-Identifier: Apache-2.0

/// A member of an object that its shape does not know.
public struct Stray: Sendable {
    /// Cut where it is long.
    let name: String
    public internal(set) var place: Place
    private let known: [StaticString]

    init(_ name: String, among known: [StaticString]) {
        self.name = shortened(name)
        place = Place([.member(self.name)])
        self.known = known
    }

    /// The known member whose name is most like it; nil when none is. It is looked for each time.
    public var nearest: String? { Kernel.nearest(to: name, among: known.map { "\($0)" }) }

    var isKnown: Bool { known.contains { "\($0)" == name } }

    /// Whether it is the same member of an object of the same shape.
    func isAgain(_ other: Stray) -> Bool {
        name == other.name && known.elementsEqual(other.known) { "\($0)" == "\($1)" }
    }
}

/// The first letters of a text that is long.
func shortened(_ text: String) -> String {
    let letters = text.unicodeScalars
    return letters.dropFirst(60).isEmpty ? text : String(letters.prefix(57)) + "..."
}

/// The word that is most like another: at most a third of its letters would have to be changed.
public func nearest(to word: String, among words: [String]) -> String? {
    let letters = Array(word.lowercased())
    var best: (word: String, distance: Int)?
    for known in words {
        let others = Array(known.lowercased())
        let most = max(letters.count, others.count) / 3
        // So many letters at least must be put in or taken out.
        guard abs(letters.count - others.count) <= most else { continue }
        let distance = distance(letters, others)
        if distance <= most, distance < best?.distance ?? .max { best = (known, distance) }
    }
    return best?.word
}

/// How many letters must be put in, taken out or changed (V. I. Levenshtein, 1966).
private func distance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (place, letter) in first.enumerated() {
        var diagonal = row[0]
        row[0] = place + 1
        for column in second.indices {
            let changed = diagonal + (letter == second[column] ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
        }
    }
    return row[second.count]
}
