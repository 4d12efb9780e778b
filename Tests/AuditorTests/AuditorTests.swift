// SPDX-License-Identifier: Apache-2.0

import Auditor
import CommerceFacts
import Kernel
import LogisticsFacts
import Testing

/// A shop of two sites with one taxed product, told to an auditor message by message.
struct AuditedShop {
    static let day = Day(year: 2026, month: 3, day: 2)!
    var auditor = Auditor()
    private var keys = 0

    init() {
        let rate = AuditAuthority.Rate(taxClass: "general", validFrom: Self.day, millionths: 82_500)
        tell(.authority(AuditAuthority(code: "STATE", rates: [rate])))
        for code in ["A", "B"] {
            tell(.site(AuditSite(code: code, zone: "UTC", isHeadOffice: code == "A", authorities: ["STATE"])))
        }
        tell(
            .product(
                AuditProduct(
                    code: "P", names: ["P": 1, "CASE": 12], kind: .goods, isStocked: true, taxClass: "general")
            ))
    }

    @discardableResult mutating func tell(_ message: AuditMessage, key: String? = nil) -> Bool {
        keys += 1
        return auditor.hear(message, key: key ?? "\(keys)")
    }

    static func at(_ hour: Int64) -> Instant { Instant(day, seconds: hour * 3_600) }

    mutating func receive(_ units: Int64, worth value: Int64, at hour: Int64) {
        let line = AuditDelivery.Line(product: "P", quantity: units * 1_000, value: value)
        tell(.delivery(AuditDelivery(site: "A", isOpening: false, occurredAt: Self.at(hour), lines: [line])))
    }

    mutating func sell(_ units: Int64, for list: Int64, number: Int64, at hour: Int64, cash: Int64) {
        tell(
            .sale(
                AuditSale(
                    name: AuditReceiptName(site: "A", till: 1, number: number), occurredAt: Self.at(hour),
                    lines: [.init(product: "P", quantity: units * 1_000, list: list)],
                    tenders: [.init(kind: .cash, amount: cash)])))
    }

    func account(_ account: String, at site: String = "A") -> Int64 {
        auditor.figures(through: Self.day)[AuditFigure(.account, site: site, account)] ?? 0
    }

    func stock(at site: String = "A") -> [Int64] {
        let figures = auditor.figures(through: Self.day)
        return [AuditFigure.Kind.stockUnits, .stockValue].map { figures[AuditFigure($0, site: site, "P")] ?? 0 }
    }
}

@Suite struct `An auditor` {
    @Test func `posts a sale with its tax and its cost`() {
        var shop = AuditedShop()
        shop.receive(100, worth: 60_000, at: 8)
        shop.sell(1, for: 1_000, number: 1, at: 9, cash: 1_083)
        #expect(shop.account("cashDrawer") == 1_083)
        #expect(shop.account("sales") == -1_000)
        #expect(shop.account("salesTaxPayable") == -83)
        #expect(shop.account("costOfGoodsSold") == 600)
        #expect(shop.account("goodsReceivedNotInvoiced") == -60_000)
        #expect(shop.stock() == [99_000, 59_400])
        #expect(shop.account("suspense") == 0)
    }

    @Test func `hears a key once, and refuses another message under it`() {
        var shop = AuditedShop()
        let delivery = { (units: Int64) in
            AuditMessage.delivery(
                AuditDelivery(
                    site: "A", isOpening: false, occurredAt: AuditedShop.at(8),
                    lines: [.init(product: "P", quantity: units * 1_000, value: 600)]))
        }
        let answers = [1, 1, 2].map { shop.tell(delivery($0), key: "lorry") }
        #expect(answers == [true, true, false])
        #expect(shop.stock() == [1_000, 600])
    }

    @Test func `takes in only what is listed, from then on`() {
        var shop = AuditedShop()
        let delivery = AuditMessage.delivery(
            AuditDelivery(
                site: "A", isOpening: false, occurredAt: AuditedShop.at(8),
                lines: [.init(product: "NEW", quantity: 1_000, value: 600)]))
        let early = shop.tell(delivery, key: "lorry")
        #expect(early, "it happened")
        #expect(shop.account("inventory") == 0)
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "delivery-unknown")] == 1)
        shop.tell(
            .product(
                AuditProduct(code: "NEW", names: ["NEW": 1], kind: .goods, isStocked: true, taxClass: "general")))
        let late = shop.tell(delivery, key: "lorry again")
        #expect(late)
        #expect(shop.account("inventory") == 600)
    }

    @Test func `gives back what was paid, and takes the goods at what they cost then`() {
        var shop = AuditedShop()
        shop.receive(1, worth: 600, at: 8)
        shop.sell(1, for: 1_000, number: 1, at: 9, cash: 1_083)
        shop.receive(1, worth: 900, at: 10)
        let origin = AuditReceiptName(site: "A", till: 1, number: 1)
        shop.tell(
            .sale(
                AuditSale(
                    name: AuditReceiptName(site: "A", till: 1, number: 2), occurredAt: AuditedShop.at(11),
                    lines: [
                        .init(
                            product: "P", quantity: -1_000, list: nil,
                            returned: .init(receipt: origin, line: 1, disposition: .stock))
                    ],
                    tenders: [.init(kind: .cash, amount: -1_083)])))
        #expect(shop.account("salesReturns") == 1_000)
        #expect(shop.account("salesTaxPayable") == 0)
        #expect(shop.account("cashDrawer") == 0)
        #expect(shop.account("costOfGoodsSold") == 0)
        #expect(shop.stock() == [2_000, 1_500])
    }

    @Test func `settles what was sold before it came`() {
        var shop = AuditedShop()
        shop.receive(1, worth: 300, at: 6)
        shop.sell(1, for: 500, number: 1, at: 7, cash: 541)
        shop.sell(2, for: 1_000, number: 2, at: 8, cash: 1_083)
        #expect(shop.stock() == [-2_000, -600])
        shop.receive(20, worth: 6_600, at: 9)
        #expect(shop.stock() == [18_000, 5_940])
        #expect(shop.account("costOfGoodsSold") == 300 + 660)
    }

    @Test func `leaves nothing in value where nothing lies`() {
        var shop = AuditedShop()
        shop.receive(3, worth: 100, at: 8)
        for number in 1...3 { shop.sell(1, for: 100, number: Int64(number), at: 9, cash: 108) }
        #expect(shop.stock() == [0, 0])
        #expect(shop.account("costOfGoodsSold") + shop.account("inventoryRounding") == 100)
    }

    @Test func `works out again what a delivery told late should have cost`() {
        for hours: [Int64] in [[8, 9, 10], [10, 9, 8]] {
            var shop = AuditedShop()
            shop.receive(10, worth: 1_000, at: 7)
            let steps = hours.map { $0 }
            for hour in steps {
                switch hour {
                case 8: shop.receive(10, worth: 3_000, at: 8)
                case 9: shop.sell(10, for: 5_000, number: 1, at: 9, cash: 5_413)
                default: shop.receive(10, worth: 4_000, at: 10)
                }
            }
            #expect(shop.account("costOfGoodsSold") == 2_000, "\(hours)")
            #expect(shop.stock() == [20_000, 6_000], "\(hours)")
        }
    }

    @Test func `counts what was there at the moment, and believes the count against what is told later`() {
        var shop = AuditedShop()
        shop.receive(10, worth: 6_000, at: 8)
        let line = AuditShipment.Line(product: "P", quantity: 8_000)
        shop.tell(.count(AuditCount(site: "A", occurredAt: AuditedShop.at(10), lines: [line])))
        #expect(shop.account("shrink") == 1_200)
        shop.sell(2, for: 2_000, number: 1, at: 9, cash: 2_165)
        #expect(shop.stock() == [8_000, 4_800])
        #expect(shop.account("shrink") == 0)
        #expect(shop.account("costOfGoodsSold") == 1_200)
    }

    @Test func `loses on the way what does not arrive`() {
        var shop = AuditedShop()
        shop.receive(60, worth: 60_000, at: 8)
        let line = AuditShipment.Line(product: "P", quantity: 60_000)
        shop.tell(
            .shipment(AuditShipment(site: "A", destination: "B", occurredAt: AuditedShop.at(9), lines: [line])),
            key: "lorry")
        #expect(shop.account("inventoryInTransit") == 60_000)
        let arrival = AuditArrival(shipment: "lorry", occurredAt: AuditedShop.at(10), differences: [1: 59_000])
        let answer1 = shop.tell(.arrival(arrival))
        #expect(answer1)
        #expect(shop.stock(at: "B") == [59_000, 59_000])
        #expect(shop.account("inventoryInTransit") == 0)
        #expect(shop.account("transitLoss") == 1_000)
        let answer2 = shop.tell(.arrival(arrival))
        #expect(!answer2, "a lorry is unloaded once")
    }

    @Test func `counts a drawer and shrinks the difference when a receipt comes late`() {
        var shop = AuditedShop()
        func session(_ cash: Int64, _ hour: Int64) -> AuditSession {
            AuditSession(site: "A", till: 1, cash: cash, occurredAt: AuditedShop.at(hour))
        }
        let answer3 = shop.tell(.sessionOpened(session(20_000, 7)))
        #expect(answer3)
        let answer4 = shop.tell(.sessionOpened(session(20_000, 7)))
        #expect(answer4, "told twice, it happened once")
        #expect(shop.account("safe") == -20_000)
        let answer5 = shop.tell(.sessionClosed(session(21_083, 20)))
        #expect(answer5)
        #expect(shop.account("cashOverAndShort") == -1_083)
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "till-difference")] == 1)
        shop.sell(1, for: 1_000, number: 1, at: 9, cash: 1_083)
        #expect(shop.account("cashOverAndShort") == 0)
        #expect(shop.account("cashDrawer") == 0)
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "till-difference")] == nil)
    }

    @Test func `keeps a float that nobody told in suspense, until somebody tells it`() {
        for order in [[0, 1, 2], [1, 2, 0], [2, 0, 1]] {
            var shop = AuditedShop()
            func session(_ cash: Int64, _ hour: Int64) -> AuditSession {
                AuditSession(site: "A", till: 1, cash: cash, occurredAt: AuditedShop.at(hour))
            }
            for message in order {
                switch message {
                case 0: shop.tell(.sessionOpened(session(20_000, 7)))
                case 1: shop.sell(1, for: 1_000, number: 1, at: 9, cash: 1_083)
                default: shop.tell(.sessionClosed(session(21_000, 20)))
                }
            }
            #expect(shop.account("cashDrawer") == 0, "\(order)")
            #expect(shop.account("suspense") == 0, "\(order)")
            #expect(shop.account("cashOverAndShort") == 83, "\(order)")
            #expect(shop.account("safe") == 1_000, "\(order)")
            for kind in ["till-float", "till-difference"] {
                let matters = shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, kind)]
                #expect(matters == nil, "\(order)")
            }
        }
    }

    @Test func `puts into suspense what does not add up, and takes it back with the receipt`() {
        var shop = AuditedShop()
        shop.sell(1, for: 1_000, number: 1, at: 9, cash: 1_000)
        #expect(shop.account("suspense") == 83)
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "receipt-doubt")] == 1)
        let name = AuditReceiptName(site: "A", till: 1, number: 1)
        let answer6 = shop.tell(.void(AuditVoid(receipt: name, occurredAt: AuditedShop.at(10))))
        #expect(answer6)
        #expect(shop.account("suspense") == 0)
        #expect(shop.account("sales") == 0)
        let unknown = AuditReceiptName(site: "A", till: 1, number: 2)
        let answer7 = shop.tell(.void(AuditVoid(receipt: unknown, occurredAt: AuditedShop.at(10))))
        #expect(answer7, "it has happened, and waits for its receipt")
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "receipt-doubt")] == 1)
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "receipt-missing")] == 1)
        shop.sell(1, for: 1_000, number: 2, at: 9, cash: 1_083)
        #expect(shop.account("sales") == 0)
        #expect(shop.account("cashDrawer") == 0)
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.receipts)] == 4)
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "receipt-doubt")] == 1)
        #expect(shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "receipt-missing")] == nil)
    }

    @Test func `asks at night about a cost that has stood unbilled for more than five days`() {
        var shop = AuditedShop()
        let delivery = AuditMessage.delivery(
            AuditDelivery(
                site: "A", isOpening: false, occurredAt: AuditedShop.at(8),
                lines: [.init(product: "P", quantity: 1_000, value: 600)]))
        func correct(by amount: Int64) -> AuditMessage {
            .costCorrected(
                AuditCostCorrection(delivery: "lorry", line: 1, amount: amount, occurredAt: AuditedShop.at(9)))
        }
        shop.tell(delivery, key: "lorry")
        shop.tell(correct(by: 50))
        func matters(after days: Int) -> Int64? {
            shop.auditor.hearNight(of: AuditedShop.day.advanced(by: days))
            return shop.auditor.figures(through: AuditedShop.day)[AuditFigure(.inbox, "clearing-old")]
        }
        let (early, late) = (matters(after: 5), matters(after: 6))
        #expect(early == nil && late == 1)
        shop.tell(correct(by: -50))
        let undone = matters(after: 7)
        #expect(undone == nil)
    }

    @Test func `posts on the first open day when the books are closed`() {
        var shop = AuditedShop()
        shop.tell(.booksClosed(AuditClosing(through: AuditedShop.day)))
        shop.receive(1, worth: 600, at: 8)
        let (closed, next) = (AuditedShop.day, AuditedShop.day.advanced(by: 1))
        let figures = shop.auditor.figures(through: next)
        #expect(figures[.movement(of: "inventory", through: closed)] == nil)
        #expect(figures[.movement(of: "inventory", through: next)] == 600)
    }

    @Test func `names the first figure that differs`() {
        let units = AuditFigure(.stockUnits, site: "A", "P")
        let value = AuditFigure(.stockValue, site: "A", "P")
        let differences = AuditDifference.all(expected: [value: 5, units: 3], found: [value: 6, units: 3])
        #expect(differences.map(\.description) == ["value of stock P at A: expected 5, found 6"])
    }
}
