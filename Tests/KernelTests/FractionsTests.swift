// SPDX-License-Identifier: Apache-2.0

import Kernel
import Testing

@Suite struct `A price finer than a coin` {
    private struct Priced: Shaped, Equatable {
        let price: UnitPrice
        let units: UnitCount

        static let shape = Shape<Priced>(
            Field("price", \.price, "A price.", in: UnitPrice.notNegative),
            Field("units", \.units, "How many.", in: 1...2_000_000), make: Priced.init)
    }

    private func read(_ json: String) throws -> Priced {
        var reader = JSONReader(Array(json.utf8))
        let read = try Priced.read(&reader)
        try read.check()
        return read
    }

    private func written(_ value: Priced) -> String {
        var writer = JSONWriter()
        value.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A nut at 0.639: a hundred are 63.90. Petrol at 1.859 a litre: 40.02 litres are 74.39718, so 74.40.
    @Test func `is rounded once, for the whole line`() {
        #expect(UnitPrice(count: 639_000).times(100_000) == 6_390)
        #expect(UnitPrice(count: 1_859_000).times(40_020) == 7_440)
        #expect(UnitPrice(count: 1_859_000).times(-40_020) == -7_440)
        #expect(UnitPrice(count: UnitPrice.notNegative.upperBound).times(1_001) == nil)
        #expect(UnitPrice(minor: 199) == 199 && UnitPrice(count: 5_000).nearestMinor == 1)
    }

    @Test(arguments: [
        "{\"price\":185.9,\"units\":22.68}", "{\"price\":199,\"units\":12}", "{\"price\":0.0001,\"units\":0.001}",
    ])
    func `comes back from JSON as it went`(json: String) throws {
        let value = try read(json)
        #expect(written(value) == json)
    }

    @Test(arguments: [
        ("{\"price\":1.23456,\"units\":1}", "price must be a number of minor units with at most four decimals"),
        ("{\"price\":1e2,\"units\":1}", "price must be a number of minor units"),
        ("{\"price\":\"1\",\"units\":1}", "price must be a number of minor units"),
        (
            "{\"price\":-0.5,\"units\":1}",
            "price must be from 0 through 10000000000000 minor units, with decimals, not -0.5"
        ),
        (
            "{\"price\":1,\"units\":2000.001}",
            "units must be from 0.001 through 2000 units, with decimals, not 2000.001"
        ),
    ]) func `is refused with what was expected`(json: String, words: String) {
        let misfit = #expect(throws: Misfit.self) { try read(json) }
        #expect(misfit?.description.hasPrefix(words) == true, "\(misfit?.description ?? "")")
    }

    @Test func `is written in a currency with as many decimals as it needs`() {
        #expect(UnitPrice(count: 1_859_000).text(in: .eur) == "1.859")
        #expect(UnitPrice(minor: 190).text(in: .eur) == "1.90")
        #expect(UnitCount(thousandths: 22_680).times(4_000) == 90_720)
    }
}
