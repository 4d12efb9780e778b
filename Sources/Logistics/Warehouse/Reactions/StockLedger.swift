// SPDX-License-Identifier: Apache-2.0

import Kernel
import LogisticsFacts
import Store

/// Posts the moves of one document and gathers what they did to the value, for the books.
struct StockLedger {
    let document: ID<StockDocument>
    let company: ID<Company>
    let channel: Int64
    let day: Day
    let occurredAt: Instant
    let currency: Currency
    private let method: ValuationMethod
    private var changes: [StockValued.Change] = []
    private var isDayNoted = false
    /// How many corrections of other documents' lines it has posted.
    private var corrections: Int64 = 0

    init(
        document: ID<StockDocument>, company: ID<Company>, channel: Int64 = 0, day: Day, occurredAt: Instant,
        currency: Currency, _ tx: Transaction
    ) throws {
        self.document = document
        self.company = company
        self.channel = channel
        self.day = day
        self.occurredAt = occurredAt
        self.currency = currency
        method = try StockStore.method(of: company, tx)
    }

    /// Asks at once for the stock of products that will move.
    func expect(_ products: [ID<Product>], at site: ID<Site>, _ tx: Transaction) throws {
        try StockStore.expect(products.map { StockStore.ItemPlace(site: site, product: $0) }, method, tx)
    }

    /// One item at one site, and the line of the document that moves it.
    struct Item {
        let line: MoveLine
        let site: ID<Site>
        let product: ID<Product>
        let department: ID<Department>

        init(line: MoveLine, site: ID<Site>, product: ID<Product>, department: ID<Department>) {
            self.line = line
            self.site = site
            self.product = product
            self.department = department
        }

        init(line: Int64, site: ID<Site>, product: ID<Product>, department: ID<Department>) {
            self.init(line: MoveLine(line), site: site, product: product, department: department)
        }
    }

    /// Moves a quantity: in when above zero, at `value`; out when below, at carrying cost.
    ///
    /// - Parameters:
    ///   - value: what comes in is worth this; at today's carrying cost when nil.
    ///   - origin: for goods that arrive, where they were shipped.
    ///   - posted: called with what the move added to the value, before anything that follows from the move.
    /// - Returns: what the move itself added to the value.
    @discardableResult
    mutating func move(
        _ item: Item, _ quantity: Int64, value: Int64? = nil, reason: StockValued.Reason, origin: ID<Site>? = nil,
        _ tx: Transaction, posted: (Int64) throws -> Void = { _ in }
    ) throws -> Int64 {
        guard quantity != 0 else {
            try posted(0)
            return 0
        }
        var record = try StockStore.stock(
            of: item.product, at: item.site, department: item.department, method, tx)
        let layers = record.stock.layers
        let key = MoveKey(document: document, line: item.line)
        let effect =
            quantity > 0
            ? record.stock.receive(
                quantity, value: value ?? record.stock.cost(of: quantity), document: document, line: item.line)
            : record.stock.issue(-quantity)
        let before = (last: record.lastMove, value: record.stock.value - effect.settled - effect.rounded)
        try append(
            key, item, reason, quantity, effect.moved, after: (record.stock.quantity, before.value), to: &record,
            origin,
            tx)
        try append(effect.settled, .sold, .settled, item, to: &record, tx)
        try append(effect.rounded, .rounding, .rounded, item, to: &record, tx)
        let isDated = occurredAt < record.lastMovedAt
        record.lastMovedAt = max(record.lastMovedAt, occurredAt)
        if reason == .shrink, isCount { record.countedAt = max(record.countedAt ?? occurredAt, occurredAt) }
        try StockStore.save(record, of: item.product, at: item.site, was: layers, tx)
        if effect.settled != 0 { try noteSettlement(of: item, after: before.last, tx) }
        try posted(effect.moved)
        if let countedAt = record.countedAt, isCount ? occurredAt < countedAt : occurredAt <= countedAt, !isTakingBack {
            try takeBack(item, quantity, effect.moved, tx)
        }
        let isKnownLate = isDated && quantity > 0 && value != nil
        if try isKnownLate || effect.settled != 0 && hasReturnsAway(item, tx) { try revalue(item, depth: 0, tx) }
        return effect.moved
    }

    /// True while the document is a count: its corrections set the moment up to which moves are seen.
    var isCount = false
    /// True while a move is taken back that a later count had seen.
    private var isTakingBack = false

    /// Notes that an item was counted and found right.
    func noteCount(of item: Item, _ tx: Transaction) throws {
        var record = try StockStore.stock(
            of: item.product, at: item.site, department: item.department, method, tx)
        // What never moved has no row to note it in, and nothing that a late move could change.
        guard record.lastMove != .none else { return }
        record.countedAt = max(record.countedAt ?? occurredAt, occurredAt)
        try StockStore.save(record, of: item.product, at: item.site, was: record.stock.layers, tx)
    }

    /// Adds a change of value that moves no stock of ours.
    mutating func change(
        _ amount: Int64, _ reason: StockValued.Reason, _ item: Item, origin: ID<Site>? = nil
    ) {
        guard amount != 0 else { return }
        let place = changes.firstIndex {
            $0.site == item.site && $0.department == item.department && $0.reason == reason && $0.origin == origin
        }
        let sum = amount + (place.map { changes[$0].amount } ?? 0)
        let change = StockValued.Change(
            site: item.site, department: item.department, reason: reason, amount: sum, origin: origin)
        if let place { changes[place] = change } else { changes.append(change) }
    }

    /// Corrects the value of a receipt's line, and everything that followed from it.
    mutating func correct(
        receipt: MoveKey, by amount: Int64, reason: StockValued.Reason, _ item: Item, origin: ID<Site>? = nil,
        depth: Int = 0, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into warehouse_cost_correction (receipt_id, receipt_line, document_id, amount)
            values (\(receipt.document), \(receipt.line.number), \(document), \(amount))
                on conflict (receipt_id, receipt_line, document_id) do update
                set amount = warehouse_cost_correction.amount + excluded.amount
            """)
        try post(difference: amount, reason, item, origin: origin, tx)
        try revalue(item, depth: depth, tx)
    }

    /// What goods that come back take of what their sale cost, as far as that is known today.
    ///
    /// - Returns: nil when the line sold nothing that was here.
    mutating func finalCost(
        of quantity: Int64, soldBy key: MoveKey, _ department: ID<Department>, _ tx: Transaction
    ) throws -> (value: Int64, soldAt: ID<Site>)? {
        guard let posted = try StockStore.posted(key, tx), posted.quantity < 0 else { return nil }
        var goods = SoldGoods(quantity: -posted.quantity, cost: -posted.value)
        if try ReturnStore.wasSettled(posted.product, at: posted.site, since: key.document, tx) {
            let item = Item(line: key.line, site: posted.site, product: posted.product, department: department)
            guard let known = try revalue(item, wanting: key, depth: 0, tx).sold[key] else { return nil }
            goods = known
        } else {
            for back in try ReturnStore.all(of: posted.product, soldAt: posted.site, tx)
            where back.sold == key && !back.isUndone {
                goods.note(back.quantity, back.value)
            }
        }
        return (goods.takeBack(quantity), posted.site)
    }

    private func hasReturnsAway(_ item: Item, _ tx: Transaction) throws -> Bool {
        try ReturnStore.all(of: item.product, soldAt: item.site, tx).contains { !$0.isAtHome && !$0.isUndone }
    }

    private func noteSettlement(of item: Item, after last: MoveKey, _ tx: Transaction) throws {
        try ReturnStore.noteSettlement(of: item.product, at: item.site, by: document, after: last, tx)
    }

    /// Tells the books what happened to the value.
    func publish(_ tx: Transaction) throws {
        let changes = changes.filter { $0.amount != 0 }
        guard !changes.isEmpty else { return }
        try tx.publish(
            StockValued(
                document: document, company: company, channel: channel, day: day, currency: currency,
                changes: changes))
    }

    private mutating func append(
        _ key: MoveKey, _ item: Item, _ reason: StockValued.Reason, _ quantity: Int64, _ value: Int64,
        after: (quantity: Int64, value: Int64), to record: inout StockRecord, _ origin: ID<Site>?, _ tx: Transaction
    ) throws {
        if !isDayNoted { try StockStore.noteDay(day, of: document, tx) }
        isDayNoted = true
        try StockStore.append(
            key, product: item.product, site: item.site, reason: reason, day: day, occurredAt: occurredAt,
            quantity: quantity, value: value, after: after, previous: record.lastMove, tx)
        record.lastMove = key
        change(value, reason, item, origin: origin)
    }

    /// Appends a consequence of a line that changes value alone.
    private mutating func append(
        _ value: Int64, _ reason: StockValued.Reason, _ effect: MoveLine.Effect, _ item: Item,
        to record: inout StockRecord,
        _ tx: Transaction
    ) throws {
        guard value != 0 else { return }
        let key = MoveKey(document: document, line: item.line.with(effect))
        try append(
            key, item, reason, 0, value, after: (record.stock.quantity, record.stock.value), to: &record, nil, tx)
    }

    /// A late move that a count had already seen: the count's correction shrinks by it.
    private mutating func takeBack(_ item: Item, _ quantity: Int64, _ value: Int64, _ tx: Transaction) throws {
        isTakingBack = true
        defer { isTakingBack = false }
        let consequence = Item(
            line: item.line.seenByCount, site: item.site, product: item.product,
            department: item.department)
        try move(consequence, -quantity, value: quantity < 0 ? -value : nil, reason: .shrink, tx)
    }

    /// Works through all moves of an item again and posts today what should have been different, following goods
    /// that moved on.
    @discardableResult
    private mutating func revalue(
        _ item: Item, wanting sold: MoveKey? = nil, depth: Int, _ tx: Transaction
    ) throws -> ItemHistory {
        let record = try StockStore.stock(
            of: item.product, at: item.site, department: item.department, method, tx)
        var moves: [RecordedMove] = []
        try StockStore.walk(from: record.lastMove, tx) { move in
            moves.append(move)
            return true
        }
        let carried = try TransferStore.carried(moves, tx)
        let returned = try ReturnStore.all(of: item.product, soldAt: item.site, tx)
        let history = ItemHistory(moves, carried: carried, returned: returned, wanted: sold, method: method)
        guard depth < 16 else { return history }
        for (reason, amount) in history.differences.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try post(difference: amount, reason, item, tx)
        }
        try replace(item, with: history.stock, tx)
        for transfer in history.transfers { try follow(transfer, from: item, depth: depth, tx) }
        let known = Dictionary(returned.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        for goods in history.returns {
            let more = goods.value - (known[goods.key] ?? goods.value)
            if more != 0 { try follow(goods, by: more, depth: depth, tx) }
        }
        return history
    }

    /// Carries a difference on to goods that came back.
    private mutating func follow(_ goods: ReturnedGoods, by more: Int64, depth: Int, _ tx: Transaction) throws {
        try ReturnStore.set(value: goods.value, of: goods.key, tx)
        guard !goods.isAtHome else { return }
        let item = Item(
            line: goods.key.line, site: goods.site, product: goods.product, department: goods.department)
        if goods.isDamaged {
            change(more, .returnedDamaged, item)
        } else {
            try correct(receipt: goods.key, by: more, reason: .returned, item, depth: depth + 1, tx)
        }
    }

    /// A row that changes value alone, dated today.
    private mutating func post(
        difference amount: Int64, _ reason: StockValued.Reason, _ item: Item, origin: ID<Site>? = nil,
        _ tx: Transaction
    ) throws {
        var record = try StockStore.stock(
            of: item.product, at: item.site, department: item.department, method, tx)
        try noteSettlement(of: item, after: record.lastMove, tx)
        let layers = record.stock.layers
        let key = MoveKey(document: document, line: MoveLine(corrections, .correction))
        corrections += 1
        let value = record.stock.value + amount
        record.stock = ItemStock(
            quantity: record.stock.quantity, value: value, unitCost: record.stock.unitCost,
            layers: record.stock.layers, method: method)
        try append(
            key, item, reason, 0, amount, after: (record.stock.quantity, value), to: &record, origin, tx)
        try StockStore.save(record, of: item.product, at: item.site, was: layers, tx)
    }

    private func replace(_ item: Item, with stock: ItemStock, _ tx: Transaction) throws {
        var record = try StockStore.stock(
            of: item.product, at: item.site, department: item.department, method, tx)
        precondition(
            record.stock.quantity == stock.quantity && record.stock.value == stock.value,
            "what is posted today closes the gap between the ledger and its history")
        let layers = record.stock.layers
        record.stock = stock
        try StockStore.save(record, of: item.product, at: item.site, was: layers, tx)
    }

    /// Carries a difference on to where a transfer brought the goods.
    private mutating func follow(
        _ transfer: ItemHistory.TransferDifference, from item: Item, depth: Int, _ tx: Transaction
    ) throws {
        let key = MoveKey(document: transfer.document, line: transfer.line)
        guard let line = try TransferStore.line(key, tx) else { return }
        // The share of the whole, less the share of what was known: cents then fall as if it had been known at once.
        func share(_ value: Int64) -> Int64 {
            value.scaled(by: line.isReceived ? min(line.received, line.quantity) : 0, over: line.quantity)
        }
        let arrived = share(line.value + transfer.amount) - share(line.value)
        let lost = line.isReceived ? transfer.amount - arrived : 0
        try TransferStore.add(value: transfer.amount, received: arrived, lost: lost, to: key, tx)
        guard let receipt = line.receipt, line.isReceived else { return }
        change(-lost, .lostInTransit, item)
        guard arrived != 0 else { return }
        let destination = Item(
            line: transfer.line, site: line.destination, product: item.product, department: item.department)
        try correct(
            receipt: MoveKey(document: receipt, line: transfer.line), by: arrived, reason: .arrived, destination,
            origin: item.site, depth: depth + 1, tx)
    }
}
