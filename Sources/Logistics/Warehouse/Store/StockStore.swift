// SPDX-License-Identifier: Apache-2.0

import Kernel
import LogisticsFacts
import Store

/// Where an item's moves stand: the stock itself and the end of its chain of moves.
struct StockRecord {
    var stock: ItemStock
    let department: ID<Department>
    var lastMove: MoveKey
    var lastMovedAt: Instant
    var countedAt: Instant?

    /// Valued by the average, without layers.
    fileprivate static let columns = Columns<StockRecord>(
        Column("quantity", \.stock.quantity), Column("value", \.stock.value), Column("unit_cost", \.stock.unitCost),
        Column("department_id", \.department), Column("last_document_id", \.lastMove.document),
        Column("last_line", \.lastMove.line), Column("last_moved_at", \.lastMovedAt), Column("counted_at", \.countedAt)
    ) { quantity, value, unitCost, department, document, line, movedAt, countedAt in
        StockRecord(
            stock: ItemStock(quantity: quantity, value: value, unitCost: unitCost, layers: [], method: .average),
            department: department, lastMove: MoveKey(document: document, line: line), lastMovedAt: movedAt,
            countedAt: countedAt)
    }

    /// The same, valued first in, first out.
    fileprivate func inLayers(_ layers: [ItemStock.Layer]) -> StockRecord {
        var record = self
        record.stock = ItemStock(
            quantity: stock.quantity, value: stock.value, unitCost: stock.unitCost, layers: layers, method: .fifo)
        return record
    }
}

enum StockStore {
    static func method(of company: ID<Company>, _ tx: Transaction) throws -> ValuationMethod {
        try tx.remembered(methodName, company) {
            try tx.value("select method from warehouse_method where company_id = \(company)") ?? .average
        }
    }

    static func stock(
        of product: ID<Product>, at site: ID<Site>, department: ID<Department>, _ method: ValuationMethod,
        _ tx: Transaction
    ) throws -> StockRecord {
        let place = ItemPlace(site: site, product: product)
        let none = StockRecord(
            stock: ItemStock(method: method), department: department, lastMove: .none,
            lastMovedAt: Instant(microseconds: .min), countedAt: nil)
        // Layers stand in the order of occurrence, which a query finds and memory would not keep.
        guard method == .fifo else { return try tx.find(place, in: averages) ?? none }
        let layers = try layers(of: product, at: site, tx)
        return try tx.row(StockRecord.columns, stored(place))?.inLayers(layers) ?? none
    }

    private static let methodName: StaticString = "warehouse.method"

    /// Looks ahead for the stock of products at a site.
    static func foresee(_ products: [ID<Product>], at site: ID<Site>, of company: ID<Company>, _ ahead: Foresight) {
        guard ahead.remembered(methodName, company, as: ValuationMethod.self) == .average else { return }
        for product in products { ahead.find(ItemPlace(site: site, product: product), in: averages) }
    }

    /// Asks at once for what `stock` will be asked for one by one.
    static func expect(_ items: [ItemPlace], _ method: ValuationMethod, _ tx: Transaction) throws {
        guard method == .average else { return }
        try tx.expect(items, in: averages)
    }

    struct ItemPlace: Hashable {
        let site: ID<Site>
        let product: ID<Product>

        fileprivate static let columns = Columns<ItemPlace>(
            Column("site_id", \.site), Column("product_id", \.product), make: ItemPlace.init)
    }

    /// The stock of companies that value it by the average.
    private static let averages = Lookup<ItemPlace, StockRecord>(
        "warehouse.stock", for: .turn, by: ItemPlace.columns, StockRecord.columns, stored)

    private static func stored(_ place: ItemPlace) -> SQL {
        "from warehouse_stock where site_id = \(place.site) and product_id = \(place.product)"
    }

    static func save(
        _ record: StockRecord, of product: ID<Product>, at site: ID<Site>, was layers: [ItemStock.Layer],
        _ tx: Transaction
    ) throws {
        let stock = record.stock
        try tx.run(
            """
            insert into warehouse_stock
                   (site_id, product_id, department_id, quantity, value, unit_cost, last_document_id, last_line,
                    last_moved_at, counted_at)
            values (\(site), \(product), \(record.department), \(stock.quantity), \(stock.value), \(stock.unitCost),
                    \(record.lastMove.document), \(record.lastMove.line.number), \(record.lastMovedAt), \(record.countedAt))
                on conflict (site_id, product_id) do update
                set quantity = excluded.quantity, value = excluded.value, unit_cost = excluded.unit_cost,
                    last_document_id = excluded.last_document_id, last_line = excluded.last_line,
                    last_moved_at = excluded.last_moved_at, counted_at = excluded.counted_at
            """)
        if stock.layers != layers { try save(stock.layers, of: product, at: site, was: layers, tx) }
        if stock.method == .average {
            tx.note(record, for: ItemPlace(site: site, product: product), in: averages)
        }
    }

    static func append(
        _ key: MoveKey, product: ID<Product>, site: ID<Site>, reason: StockValued.Reason, day: Day,
        occurredAt: Instant, quantity: Int64, value: Int64, after stock: (quantity: Int64, value: Int64),
        previous: MoveKey, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into warehouse_move
                   (document_id, line, site_id, product_id, reason, day, occurred_at, quantity, value, quantity_after,
                    value_after, previous_document_id, previous_line)
            values (\(key.document), \(key.line.number), \(site), \(product), \(reason.rawValue), \(day), \(occurredAt),
                    \(quantity), \(value), \(stock.quantity), \(stock.value), \(previous.document), \(previous.line.number))
            """)
    }

    /// Notes where the moves of a business day begin, before a document moves stock on it.
    ///
    /// Documents come nearly in the order of their keys, so that a day is written once; a machine whose clock is behind
    /// may bring an earlier one.
    static func noteDay(_ day: Day, of document: ID<StockDocument>, _ tx: Transaction) throws {
        if let first = try tx.find(day, in: firstDocuments), first <= document { return }
        try tx.run(
            """
            insert into warehouse_day (day, first_document_id)
            values (\(day), \(document))
                on conflict (day) do update set first_document_id = excluded.first_document_id
            """)
        tx.note(document, for: day, in: firstDocuments)
    }

    private static let firstDocuments = Lookup<Day, ID<StockDocument>>(
        "warehouse.days", for: .turn, by: .one("day"), .one("first_document_id")
    ) { day in
        "from warehouse_day where day = \(day)"
    }

    /// The first document that moved stock on any day after this one; nil when none did.
    static func firstDocument(after day: Day, _ snapshot: Snapshot) throws -> ID<StockDocument>? {
        try snapshot.value("select min(first_document_id) from warehouse_day where day > \(day)")
    }

    /// A move as posted: what a return or a void turns back.
    static func posted(_ key: MoveKey, _ tx: Transaction) throws -> PostedMove? {
        try tx.row(
            PostedMove.columns,
            "from warehouse_move where document_id = \(key.document) and line = \(key.line.number)")
    }

    struct PostedMove {
        let site: ID<Site>
        let product: ID<Product>
        let quantity: Int64
        let value: Int64

        fileprivate static let columns = Columns<PostedMove>(
            Column("site_id", \.site), Column("product_id", \.product), Column("quantity", \.quantity),
            Column("value", \.value), make: PostedMove.init)
    }

    /// What the cost of a receipt's line was corrected by since.
    static func corrections(of key: MoveKey, _ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number(
            """
            select sum(amount) from warehouse_cost_correction
             where receipt_id = \(key.document) and receipt_line = \(key.line.number)
            """)
    }

    /// An item's moves, newest first, along the chain that the stock row begins; ends where `body` returns false.
    static func walk(
        from last: MoveKey, _ snapshot: Snapshot, _ body: (RecordedMove) throws -> Bool
    ) throws {
        var key = last
        while key != .none {
            let step = try snapshot.row(
                RecordedMove.withPrevious,
                "from warehouse_move m where m.document_id = \(key.document) and m.line = \(key.line.number)")
            guard let (move, previous) = step else {
                throw StoreFault.corrupt("move \(key.document)/\(key.line.number) is missing")
            }
            guard try body(move) else { return }
            key = previous
        }
    }

    /// The layers in the order in which the goods came, which is not the order in which that became known.
    private static func layers(
        of product: ID<Product>, at site: ID<Site>, _ tx: Transaction
    ) throws -> [ItemStock.Layer] {
        try tx.rows(
            ItemStock.Layer.columns,
            """
              from warehouse_layer l
              join warehouse_move m on m.document_id = l.document_id and m.line = l.line
             where l.site_id = \(site) and l.product_id = \(product)
             order by m.occurred_at, l.document_id, l.line
            """)
    }

    private static func save(
        _ layers: [ItemStock.Layer], of product: ID<Product>, at site: ID<Site>, was before: [ItemStock.Layer],
        _ tx: Transaction
    ) throws {
        for gone in before where !layers.contains(where: { $0.document == gone.document && $0.line == gone.line }) {
            try tx.run(
                """
                delete from warehouse_layer
                 where site_id = \(site) and product_id = \(product) and document_id = \(gone.document)
                   and line = \(gone.line.number)
                """)
        }
        for layer in layers where !before.contains(layer) {
            try tx.run(
                """
                insert into warehouse_layer (site_id, product_id, document_id, line, quantity, value)
                values (\(site), \(product), \(layer.document), \(layer.line.number), \(layer.quantity), \(layer.value))
                    on conflict (site_id, product_id, document_id, line) do update
                    set quantity = excluded.quantity, value = excluded.value
                """)
        }
    }
}

extension RecordedMove {
    /// The move, and the one before it of the same item.
    fileprivate static let withPrevious = Columns<RecordedMove>(
        Column("m.document_id", \.document), Column("m.line", \.line), Column("m.reason", \.reason),
        Column("m.occurred_at", \.occurredAt), Column("m.quantity", \.quantity), Column("m.value", \.value),
        Column(
            """
            coalesce((select sum(c.amount) from warehouse_cost_correction c
                       where c.receipt_id = m.document_id and c.receipt_line = m.line), 0)
            """, \.correction),
        make: RecordedMove.init
    ).beside(
        Columns<MoveKey>(Column("m.previous_document_id", \.document), Column("m.previous_line", \.line)) {
            MoveKey(document: $0, line: $1)
        })
}

extension ItemStock.Layer {
    fileprivate static let columns = Columns<ItemStock.Layer>(
        Column("l.document_id", \.document), Column("l.line", \.line), Column("l.quantity", \.quantity),
        Column("l.value", \.value), make: ItemStock.Layer.init)
}
