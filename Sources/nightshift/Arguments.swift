// SPDX-License-Identifier: Apache-2.0

/// What was typed, with `--data PLACE` where the parser looks for it.
///
/// The one global option may stand before the command, as in `nightshift --data shop report inbox`; the parser knows it
/// behind the command that uses it.
enum Arguments {
    /// - Parameter typed: the arguments without the program's own name.
    static func arranged(_ typed: [String]) -> [String] {
        var rest = typed[...]
        var place: [String] = []
        while let first = rest.first {
            if first == option, rest.count > 1 {
                place = Array(rest.prefix(2))
                rest = rest.dropFirst(2)
            } else if first.hasPrefix(option + "=") {
                place = [first]
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        // Help is the same for every place, and the place that stands behind the command is the nearer word.
        guard let command = rest.first, !command.hasPrefix("-"), command != "help" else { return Array(rest) }
        let (options, operands) = split(rest)
        guard !options.contains(where: { $0 == option || $0.hasPrefix(option + "=") }) else {
            return command == "do" ? ownOptionsFirst(rest) : Array(rest)
        }
        return command == "do" ? ownOptionsFirst((options + place + operands)[...]) : options + place + operands
    }

    /// `do` with its own options before the command, whose fields are flags that the parser does not know.
    private static func ownOptionsFirst(_ arguments: ArraySlice<String>) -> [String] {
        var (own, words) = ([String](), [String]())
        var rest = arguments.dropFirst()
        while let word = rest.popFirst() {
            if word == "--" {
                words += [word] + rest
                break
            }
            if ["--data", "--key", "--as"].contains(word), let value = rest.popFirst() {
                own += [word, value]
            } else if word == "--list" || ["--data=", "--key=", "--as="].contains(where: word.hasPrefix) {
                own.append(word)
            } else {
                words.append(word)
            }
        }
        return ["do"] + own + words
    }

    private static let option = "--data"

    /// What stands before `--`, and what stands from it on.
    private static func split(_ arguments: ArraySlice<String>) -> ([String], [String]) {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return (Array(arguments[..<end]), Array(arguments[end...]))
    }
}
