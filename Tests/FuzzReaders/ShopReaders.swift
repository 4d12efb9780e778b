// SPDX-License-Identifier: Apache-2.0

import Access
import BackOffice
import Foundation
import Imports
import Kernel
import Store
import Synchronization
import Trials
import Web

/// The readers that need a shop: what they are given is done to the end and then taken back.
enum ShopReaders {
    static let all: [FuzzReader] = [
        FuzzReader("commands", Founding.commands + samples) { folder in
            let shop = try FuzzShop(folder)
            return { input in shop.perform(input) }
        },
        FuzzReader("imports", House.nightshift.imports.map { $0.name + "\n" + importSample($0) }) { folder in
            let shop = try FuzzShop(folder)
            return { input in shop.take(input) }
        },
        FuzzReader("journeys", [journey]) { folder in
            let shop = try FuzzShop(folder)
            return { input in shop.takeJourney(input) }
        },
        FuzzReader(
            "requests", ["sales\nreceipts\nBearer nsk_0\nkey\n{}", "a\nb\nBasic x\n\n"]
        ) { folder in
            let shop = try FuzzShop(folder)
            return { input in shop.request(input) }
        },
    ]

    private static func importSample(_ kind: ImportKind) -> String {
        var text = kind.form.template
        for (theirs, ours) in [("MAIN", "S1"), ("RICE", "GOODS"), ("ACME", "V"), ("SHOP", "ACME"), ("GB", "IL")] {
            text = text.replacing(theirs, with: ours)
        }
        return text
    }

    /// Three small files, with a line of three dashes between them.
    private static let journey = """
        basket_id,household_id,store_id,week,ts_local
        1,1,300,1,2017-01-01T07:30:00
        2,1,301,1,2017-01-02T07:30:00
        ---
        basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc
        1,1000,1,1.50,0.35,0.00,0.00
        1,1001,3000,9.99,0.00,0.00,0.00
        2,1000,0,0.00,0.00,1.00,1.00
        ---
        product_id,manufacturer_id,department,brand,product_category,product_type,package_size
        1000,1,GROCERY,Private,CATEGORY,KIND,1 LB
        1001,1,FUEL,Private,CATEGORY,GASOLINE-REG UNLEADED,

        """

    private static let samples = [
        #"complete-sale\#n{"site":"S1","till":1,"number":7,"occurredAt":"2026-03-04T18:00:00Z","channel":"web","lines":[{"product":"GOODS","quantity":2000,"list":1000,"tax":82,"discounts":[{"kind":"item","amount":10}]},{"product":"NOWHERE","quantity":-1000,"list":-5,"returned":{"till":1,"number":1,"line":1,"disposition":"stock"},"reference":"R"}],"basketDiscount":5,"tenders":[{"kind":"cash","amount":500},{"kind":"giftCard","amount":5,"reference":"G"}]}"#,
        #"void-receipt\#n{"site":"S1","till":1,"number":1,"occurredAt":"2026-03-04T18:00:00Z","reason":"mistake"}"#,
        #"open-session\#n{"site":"S1","till":2,"float":100,"occurredAt":"2026-03-04T08:00:00Z"}"#,
        #"close-session\#n{"site":"S1","till":1,"counted":100,"occurredAt":"2026-03-04T20:00:00Z"}"#,
        #"move-cash\#n{"site":"S1","till":1,"purpose":"payOut","amount":100,"reason":"milk","occurredAt":"2026-03-04T18:00:00Z"}"#,
        #"deposit-to-bank\#n{"site":"S1","amount":100,"occurredAt":"2026-03-04T18:00:00Z"}"#,
        #"enter-journal\#n{"company":"ACME","day":"2026-03-04","reason":"rent","lines":[{"account":"5200","site":"S1","amount":1250},{"account":"1000","site":"S1","amount":-1250}]}"#,
        #"reverse-entry\#n{"entry":"1","day":"2026-03-05","reason":"mistake"}"#,
        #"lock-period\#n{"company":"ACME","lock":"soft","through":"2026-02-28","reason":"month"}"#,
        #"ship-transfer\#n{"site":"S1","destination":"S2","occurredAt":"2026-03-04T18:00:00Z","lines":[{"product":"GOODS","quantity":1000}]}"#,
        #"receive-transfer\#n{"transfer":"1","occurredAt":"2026-03-04T18:00:00Z","differences":[{"line":1,"quantity":1000}]}"#,
        #"adjust-stock\#n{"site":"S1","reason":"damaged","occurredAt":"2026-03-04T18:00:00Z","lines":[{"product":"GOODS","quantity":-1000}]}"#,
        #"count-stock\#n{"site":"S1","occurredAt":"2026-03-04T18:00:00Z","lines":[{"product":"GOODS","counted":9000}]}"#,
        #"correct-cost\#n{"receipt":"1","line":1,"amount":10,"occurredAt":"2026-03-04T18:00:00Z"}"#,
        #"choose-valuation\#n{"company":"ACME","method":"fifo"}"#,
        #"set-prices\#n{"prices":[{"product":"GOODS","place":"S1","validFrom":"2026-01-01","validThrough":"2026-12-31","price":199}]}"#,
        #"set-policy\#n{"company":"ACME","policy":"till-difference","value":300}"#,
        #"settle-matters\#n{"kind":"receipt-doubt","decision":"seen"}"#,
        #"settle-matters\#n{"site":"S1","most":5,"proposal":1,"fields":"{}","decision":"ours"}"#,
        #"switch-system\#n{"company":"ACME","system":"Warehouse","state":"off"}"#,
        #"register-actor\#n{"code":"pos","name":"Tills","kind":"program"}"#,
        #"grant-role\#n{"actor":"owner","role":"cashier"}"#,
        #"revoke-role\#n{"actor":"owner","role":"cashier"}"#,
        #"issue-api-key\#n{"actor":"owner","label":"x","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}"#,
        #"revoke-api-key\#n{"apiKey":"1"}"#,
        #"erase-request\#n{"actor":"owner","request":"k","reason":"x"}"#,
        #"settle-matter\#n{"matter":"1","proposal":1,"fields":"{}","decision":"accept","account":"5200","day":"2026-03-05"}"#,
        #"keep-import-profile\#n{"name":"till","body":"{\"columns\":{\"Artikel\":\"product\"}}"}"#,
    ]
}

/// The commands that make a small shop, each with its name on a line before it.
private enum Founding {
    static let commands = [
        #"register-company\#n{"code":"ACME","name":"Acme","currency":"USD","fiscalYearMonth":1,"weeks":false}"#,
        #"open-site\#n{"company":"ACME","code":"S1","name":"S1","kind":"store","zone":"America/Chicago","dayStartsAtMinute":240,"priceZone":"Z"}"#,
        #"open-site\#n{"company":"ACME","code":"S2","name":"S2","kind":"store","zone":"Europe/Paris"}"#,
        #"set-jurisdiction\#n{"code":"IL","name":"Illinois","kind":"salesTax","rounding":"line","rates":[{"taxClass":"general","validFrom":"2020-01-01","millionths":82500}]}"#,
        #"assign-jurisdictions\#n{"site":"S1","jurisdictions":["IL"]}"#,
        #"list-departments\#n{"departments":[{"code":"D","name":"Goods"}]}"#,
        #"list-suppliers\#n{"suppliers":[{"code":"V","name":"Vendor"}]}"#,
        #"list-products\#n{"products":[{"code":"GOODS","name":"G","department":"D","kind":"goods","isStocked":true,"unit":"piece","taxClass":"general","packs":[{"gtin":"5901234123457","units":1}],"cost":{"supplier":"V","validFrom":"2026-01-01","cost":110}}]}"#,
        #"receive-goods\#n{"site":"S1","origin":"supplier","supplier":"V","occurredAt":"2026-03-04T12:00:00Z","lines":[{"product":"GOODS","quantity":9000,"value":990}]}"#,
        #"open-session\#n{"site":"S1","till":1,"float":100,"occurredAt":"2026-03-04T13:00:00Z"}"#,
        #"complete-sale\#n{"site":"S1","till":1,"number":1,"occurredAt":"2026-03-04T14:00:00Z","lines":[{"product":"GOODS","quantity":1000,"list":199}],"tenders":[{"kind":"cash","amount":215}]}"#,
    ]
}

/// A shop that is as it was after everything that is done to it.
private final class FuzzShop: Sendable {
    private let office: BackOffice
    private let folder: URL
    private let numbers = Mutex(0)

    private struct TakenBack: Error {}

    init(_ folder: URL) throws {
        self.folder = folder
        guard let noon = Instant("2026-03-04T18:00:00Z") else { preconditionFailure("noon is an instant") }
        office = try BackOffice.open(folder, clock: StoppedClock(at: noon))
        let office = office
        Self.wait { try? await office.settle() }
        for command in Founding.commands {
            let (name, json) = Self.parts(Array(command.utf8))
            try write { tx in
                guard let command = House.nightshift.commands[name] else { throw CommandRefusal.unknown(name) }
                _ = try Systems.desk.perform(command, json, key: "founding \(name) \(json.count)", tx)
            }
        }
    }

    /// A command's name, a line end, its JSON.
    func perform(_ input: [UInt8]) {
        let (name, json) = Self.parts(input)
        guard let command = House.nightshift.commands[name] else { return }
        try? write { tx in
            _ = try Systems.desk.perform(command, json, key: "fuzz", tx)
            throw TakenBack()
        }
    }

    /// An import's kind, a line end, the file.
    func take(_ input: [UInt8]) {
        let (name, text) = Self.parts(input)
        guard let kind = House.nightshift.imports.first(where: { $0.name == name }) else { return }
        let file = folder.appending(path: "file.csv")
        try? Data(text).write(to: file)
        guard let work = try? FileImport(kind, file, ImportProfile()) else { return }
        _ = try? work.run(into: office, isDryRun: true, badRows: folder.appending(path: "bad.csv"))
    }

    /// Three files with a line of three dashes between them; what they hold stays.
    func takeJourney(_ input: [UInt8]) {
        let files = folder.appending(path: "journey")
        try? FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        let parts = String(decoding: input, as: UTF8.self).split(separator: "---\n", omittingEmptySubsequences: false)
        for (name, text) in zip(["baskets", "lines", "products"], parts + ["", "", ""]) {
            try? Data(text.utf8).write(to: files.appending(path: "\(name).csv"))
        }
        _ = try? CompleteJourney(folder: files).run(into: office)
    }

    /// System, noun, authorization and key of a request on a line each, and its body.
    func request(_ input: [UInt8]) {
        let parts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5 else { return }
        let words = parts.map { String(decoding: $0, as: UTF8.self) }
        let request = Request(
            .post, path: "/api/\(words[0])/\(words[1])", parameters: ["system": words[0], "noun": words[1]],
            headers: ["authorization": words[2], "idempotency-key": words[3]], body: Array(parts[4]))
        let office = office
        Self.wait { _ = try? await API.perform(request, in: office) }
    }

    private func write(_ body: @escaping @Sendable (Transaction) throws -> Void) throws {
        let outcome = Mutex<Result<Void, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        office.store.submit(as: FirstActors.owner, body) { result in
            outcome.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        if case .failure(let error) = outcome.withLock({ $0 }), !(error is TakenBack) { throw error }
    }

    private static func parts(_ input: [UInt8]) -> (name: String, rest: [UInt8]) {
        let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.endIndex
        return (String(decoding: input[..<end], as: UTF8.self), Array(input[end...].dropFirst()))
    }

    private static func wait(_ body: @escaping @Sendable () async -> Void) {
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            await body()
            done.signal()
        }
        done.wait()
    }
}
