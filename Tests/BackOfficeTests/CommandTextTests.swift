// SPDX-License-Identifier: Apache-2.0

import Access
import BackOffice
import Kernel
import Store
import Testing

/// What a person types after `nightshift do`, and reads when it was not right.
@Suite struct `A command as text` {
    /// Requests that are no JSON, no object, and an object with nothing in it.
    @Test func `that cannot be read is answered with one whole sentence`() throws {
        var answered = 0
        for (name, command) in House.nightshift.commands {
            for text in ["", "[", "[]", "{", "{}", #"{"lines":7}"#] {
                do {
                    try command.check(Array(text.utf8))
                } catch let refusal as CommandRefusal {
                    answered += 1
                    let sentence = refusal.sentence
                    #expect(sentence.contains(name))
                    #expect(sentence.hasSuffix(".") && !sentence.contains(".."), "\(sentence)")
                    #expect(sentence.firstMatch(of: /\b[Aa] [aeio][a-z]+-/) == nil, "\(sentence)")
                }
            }
        }
        #expect(answered > 100)
    }

    @Test func `lists a product without article numbers`() async throws {
        let shop = try await Shop()
        let json = """
            {"products":[{"code":"X","name":"X","department":"D","kind":"goods","isStocked":true,"unit":"piece",
              "taxClass":"general"}]}
            """
        let answer = try await shop.office.perform(
            named: "list-products", Array(json.utf8), as: FirstActors.owner, key: "k")
        #expect(String(decoding: answer, as: UTF8.self) == #"{"listed":1}"#)
        try await shop.sell([line("X", 1, 1_000)], [cash(1_083)])
        #expect(try await shop.inbox().isEmpty)
    }

    @Test func `enters a journal entry in minor units, as every other command`() async throws {
        let shop = try await Shop()
        let json = """
            {"company":"ACME","day":"2026-03-04","reason":"rent","lines":[{"account":"5200","site":"S1","amount":1250},
              {"account":"1000","site":"HQ","amount":-1250}]}
            """
        let posted = try await shop.posted {
            _ = try await shop.office.perform(
                named: "enter-journal", Array(json.utf8), as: FirstActors.owner, key: "k")
        }
        #expect(posted.values.sorted() == [-1_250, 1_250])
        try await shop.expectProofs()
    }
}
