// SPDX-License-Identifier: Apache-2.0

/// A statement that inserts one row of bound values and asks for nothing back, as read from its text: the rows of many
/// such statements can go out as one.
///
/// ```sql
/// insert into shop_sale (product_id, pieces) values (?, ?)
/// insert into shop_price (product_id, price) values (?, ?)
///     on conflict (product_id) do update set price = excluded.price
/// ```
struct RowInsertion: Equatable {
    let table: String
    let columns: [String]
    /// Nil for a plain insert.
    let overwriting: Overwriting?

    /// What happens to a row that is there already: some columns take the value that was to be inserted.
    struct Overwriting: Equatable {
        /// Places among the columns.
        let key: [Int]
        let taken: [Int]
    }

    /// - Parameter text: with `?` for each bound value; nil when it is any other statement.
    init?(_ text: String) {
        var words = SQLWords(text)
        guard words.skip("insert", "into"), let table = words.next(), let columns = words.list(),
            words.skip("values"), words.list() == [String](repeating: "?", count: columns.count)
        else { return nil }
        self.table = table
        self.columns = columns
        guard !words.isAtEnd else {
            overwriting = nil
            return
        }
        guard let overwriting = Self.overwriting(&words, columns) else { return nil }
        self.overwriting = overwriting
    }

    private static func overwriting(_ words: inout SQLWords, _ columns: [String]) -> Overwriting? {
        guard words.skip("on", "conflict"), let key = words.list(), words.skip("do", "update", "set") else {
            return nil
        }
        var taken: [Int] = []
        repeat {
            guard let column = words.next(), words.skip("="), words.skip("excluded.\(column)"),
                let place = columns.firstIndex(of: column)
            else { return nil }
            taken.append(place)
        } while words.skip(",")
        let places = key.compactMap { columns.firstIndex(of: $0) }
        guard words.isAtEnd, places.count == key.count else { return nil }
        return Overwriting(key: places, taken: taken)
    }

    /// The statement that inserts many rows, given as an array for each column.
    var textForArrays: String {
        let places = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
        let insertion = "insert into \(table) (\(columns.joined(separator: ", "))) select * from unnest(\(places))"
        guard let overwriting else { return insertion }
        let key = overwriting.key.map { columns[$0] }.joined(separator: ", ")
        let sets = overwriting.taken.map { "\(columns[$0]) = excluded.\(columns[$0])" }.joined(separator: ", ")
        return "\(insertion) on conflict (\(key)) do update set \(sets)"
    }
}

/// A statement's words and signs, one after another.
struct SQLWords {
    private let words: [Substring]
    private var place = 0

    init(_ text: String) {
        var words: [Substring] = []
        var rest = Substring(text)
        while let first = rest.first {
            let length = Self.isOfWord(first) ? rest.prefix(while: Self.isOfWord).count : 1
            if !first.isWhitespace { words.append(rest.prefix(length)) }
            rest = rest.dropFirst(length)
        }
        self.words = words
    }

    var isAtEnd: Bool { place == words.count }

    /// Every name that stands anywhere, and the words between them.
    var all: Set<String> { Set(words.map(String.init)) }

    mutating func next() -> String? {
        guard !isAtEnd else { return nil }
        defer { place += 1 }
        return String(words[place])
    }

    /// Whether these words come next; then they are behind us.
    mutating func skip(_ wanted: String...) -> Bool {
        guard words[place...].starts(with: wanted, by: { $0 == $1 }) else { return false }
        place += wanted.count
        return true
    }

    /// Words in parentheses, with commas between them.
    mutating func list() -> [String]? {
        guard skip("(") else { return nil }
        var items: [String] = []
        repeat {
            guard let item = next() else { return nil }
            items.append(item)
        } while skip(",")
        return skip(")") ? items : nil
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "."
    }
}
