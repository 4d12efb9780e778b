// SPDX-License-Identifier: Apache-2.0

import Kernel
import Testing

private struct Basket: Shaped {
    let notes: [String]
    let shelf: Code<Site>?

    var isEmpty: Bool { notes.isEmpty }

    static let shape = Shape<Basket>(
        Field("notes", \.notes, "What was said."), Field("shelf", \.shelf, "Where it stands."), make: Basket.init)
}

@Suite struct `A shape` {
    private func misfit(_ basket: Basket) -> Misfit? {
        do {
            try basket.check()
            return nil
        } catch {
            return error as? Misfit
        }
    }

    @Test func `limits texts, lists, and each text of a list, where nothing is said`() {
        let (longest, most) = (String(repeating: "日", count: 1_000), 100_000)
        #expect(misfit(Basket(notes: Array(repeating: longest, count: 2), shelf: Code(longest))) == nil)
        #expect(misfit(Basket(notes: ["", longest + "x"], shelf: nil))?.place.description == "notes[1]")
        #expect(misfit(Basket(notes: [], shelf: Code(longest + "x")))?.place.description == "shelf")
        #expect(misfit(Basket(notes: Array(repeating: "", count: most), shelf: nil)) == nil)
        #expect(misfit(Basket(notes: Array(repeating: "", count: most + 1), shelf: nil))?.place.description == "notes")
    }

    @Test func `places what is no field at the whole`() {
        #expect(Basket.shape.place(of: \.notes).description == "notes")
        #expect(Basket.shape.place(of: \.isEmpty) == Place())
    }

    @Test func `writes null for nil in a list, and reads it back`() throws {
        let values: [Int64?] = [1, nil, 3]
        var json = JSONWriter()
        values.write(to: &json)
        #expect(String(decoding: json.bytes, as: UTF8.self) == "[1,null,3]")
        var reader = JSONReader(json.bytes)
        #expect(try [Int64?].read(&reader) == values)
    }

    @Test func `has the example of the entity, unless the field says another`() {
        #expect(Basket.shape.outline["shelf"]?.example == "S01" && Basket.shape.outline["notes"]?.example == nil)
        let other = Field<Basket, Code<Site>?>("shelf", \.shelf, "", example: "S9")
        #expect(Shape<Basket>(Field("notes", \.notes, ""), other, make: Basket.init).outline["shelf"]?.example == "S9")
    }

    @Test func `finds the first value of a type`() {
        #expect(Basket.shape.first(Code<Site>.self, in: Basket(notes: [], shelf: "S1")) == "S1")
        #expect(Basket.shape.first(Code<Site>.self, in: Basket(notes: [], shelf: nil)) == nil)
    }
}
