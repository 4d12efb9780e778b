// SPDX-License-Identifier: Apache-2.0

import Kernel
import LogisticsFacts
import Testing

@testable import Warehouse

/// What can happen to an item, in whole units at whole unit costs.
enum Happening: CaseIterable {
    case receiveOneAtThree, receiveTwoAtFive, receiveThreeAtSeven, issueOne, issueTwo, issueFour

    var incoming: (units: Int64, unitCost: Int64)? {
        switch self {
        case .receiveOneAtThree: (1, 300)
        case .receiveTwoAtFive: (2, 500)
        case .receiveThreeAtSeven: (3, 700)
        case .issueOne, .issueTwo, .issueFour: nil
        }
    }

    var outgoing: Int64 {
        switch self {
        case .receiveOneAtThree, .receiveTwoAtFive, .receiveThreeAtSeven: 0
        case .issueOne: 1
        case .issueTwo: 2
        case .issueFour: 4
        }
    }

    /// Every sequence of up to `length` happenings.
    static func sequences(upTo length: Int) -> [[Happening]] {
        (0..<length).reduce(into: ([[[]]] as [[[Happening]]])) { all, _ in
            all.append(all[all.count - 1].flatMap { sequence in allCases.map { sequence + [$0] } })
        }.flatMap { $0 }
    }
}

extension ItemStock {
    mutating func happen(_ happening: Happening, document: Int64) -> Effect {
        guard let (units, unitCost) = happening.incoming else { return issue(happening.outgoing * 1_000) }
        return receive(units * 1_000, value: units * unitCost, document: ID(document), line: MoveLine(1))
    }
}

@Suite struct `The stock of an item` {
    static let sequences = Happening.sequences(upTo: 5)

    @Test(arguments: ValuationMethod.allCases) func `is worth the sum of all its effects`(method: ValuationMethod) {
        for sequence in Self.sequences {
            var stock = ItemStock(method: method)
            var (value, quantity): (Int64, Int64) = (0, 0)
            for (index, happening) in sequence.enumerated() {
                let effect = stock.happen(happening, document: Int64(index))
                value += effect.moved + effect.settled + effect.rounded
                quantity += (happening.incoming?.units ?? 0) * 1_000 - happening.outgoing * 1_000
                #expect(stock.value == value && stock.quantity == quantity)
                if stock.quantity == 0 { #expect(stock.value == 0) }
                if stock.quantity < 0 { #expect(stock.value <= 0) }
                if stock.quantity > 0 { #expect(stock.value > 0) }
            }
        }
    }

    /// One unit at a time: what lies there are the last units that came, each at what it cost.
    @Test func `under first in, first out is worth its newest units`() {
        for sequence in Self.sequences {
            var stock = ItemStock(method: .fifo)
            var costs: [Int64] = []
            for (index, happening) in sequence.enumerated() {
                _ = stock.happen(happening, document: Int64(index))
                if let (units, unitCost) = happening.incoming { costs += Array(repeating: unitCost, count: Int(units)) }
                guard stock.quantity >= 0 else {
                    #expect(stock.layers.isEmpty)
                    continue
                }
                #expect(stock.value == costs.suffix(Int(stock.quantity / 1_000)).reduce(0, +))
                #expect(stock.layers.reduce(0) { $0 + $1.value } == stock.value)
                #expect(stock.layers.reduce(0) { $0 + $1.quantity } == stock.quantity)
            }
        }
    }

    /// An exact fraction: the average of what came, starting anew whenever nothing was left.
    @Test func `under the average is worth its exact average, to the cents of its roundings`() {
        for sequence in Self.sequences {
            var stock = ItemStock(method: .average)
            var (exact, units) = (Fraction(0), Int64(0))
            for (index, happening) in sequence.enumerated() {
                _ = stock.happen(happening, document: Int64(index))
                if let (incoming, unitCost) = happening.incoming {
                    let kept = units < 0 ? max(0, incoming + units) : incoming
                    exact = (units > 0 ? exact : Fraction(0)) + Fraction(kept * unitCost)
                    units += incoming
                } else {
                    let left = units - happening.outgoing
                    exact = left > 0 ? exact * Fraction(left, units) : Fraction(0)
                    units = left
                }
                #expect(stock.quantity == units * 1_000)
                if units > 0 { #expect(abs(Double(stock.value) - exact.asDouble) <= 0.5 * Double(index + 1)) }
            }
        }
    }

    /// The cost of an issue is found by trying every cent.
    @Test func `under the average issues at the cent nearest to its share`() {
        for value: Int64 in 0...40 {
            for quantity: Int64 in 1...9 {
                for outgoing in 1...quantity {
                    var stock = ItemStock(
                        quantity: quantity * 1_000, value: value, unitCost: 0, layers: [], method: .average)
                    let cost = -stock.issue(outgoing * 1_000).moved
                    let nearest = (0...value).min { left, right in
                        let (l, r) = (abs(left * quantity - value * outgoing), abs(right * quantity - value * outgoing))
                        return l == r ? left > right : l < r
                    }
                    #expect(cost == nearest)
                }
            }
        }
    }

    @Test(arguments: ValuationMethod.allCases) func `sold before it came is settled by its delivery`(
        method: ValuationMethod
    ) {
        var stock = ItemStock(method: method)
        _ = stock.receive(1_000, value: 300)
        #expect(stock.issue(1_000) == ItemStock.Effect(moved: -300))
        #expect(stock.issue(2_000) == ItemStock.Effect(moved: -600), "provisional, at the last cost")
        #expect(stock.receive(20_000, value: 6_600) == ItemStock.Effect(moved: 6_600, settled: -60))
        #expect(stock.quantity == 18_000 && stock.value == 5_940, "18 at 3.30")
        #expect(stock.unitCost == 330_000_000)
    }

    @Test func `of no units is worth nothing, whatever cents were left`() {
        let layer = ItemStock.Layer(document: ID(1), line: MoveLine(1), quantity: 1_000, value: 600)
        var stock = ItemStock(quantity: 1_000, value: 601, unitCost: 0, layers: [layer], method: .fifo)
        #expect(stock.issue(1_000) == ItemStock.Effect(moved: -600, rounded: -1))
        #expect(stock.quantity == 0 && stock.value == 0)
    }

    @Test(arguments: ValuationMethod.allCases) func `bears the largest amounts that are accepted`(
        method: ValuationMethod
    ) {
        var stock = ItemStock(method: method)
        _ = stock.receive(1, value: Money.largestMinor)
        _ = stock.issue(1)
        _ = stock.issue(Quantity.largestThousandths)
        #expect(stock.quantity == -Quantity.largestThousandths)
        let effect = stock.receive(Quantity.largestThousandths, value: Money.largestMinor)
        #expect(stock.value == 0 && stock.quantity == 0)
        #expect(effect.moved == Money.largestMinor)
    }
}

/// An exact fraction, slow and plain.
struct Fraction: Equatable {
    let numerator: Int64
    let denominator: Int64

    init(_ numerator: Int64, _ denominator: Int64 = 1) {
        var (larger, smaller) = (abs(numerator), abs(denominator))
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        let divisor = max(1, larger)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    static func + (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            left.numerator * right.denominator + right.numerator * left.denominator,
            left.denominator * right.denominator)
    }

    static func * (left: Fraction, right: Fraction) -> Fraction {
        Fraction(left.numerator * right.numerator, left.denominator * right.denominator)
    }

    var asDouble: Double { Double(numerator) / Double(denominator) }
}
