// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// What came back of what was sold, and what it takes of its cost.
enum ReturnStore {
    static func add(_ goods: ReturnedGoods, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into warehouse_return
                   (document_id, line, sold_document_id, sold_line, sold_site_id, product_id, department_id, site_id,
                    occurred_at, quantity, value, is_damaged, is_undone)
            values (\(goods.key.document), \(goods.key.line.number), \(goods.sold.document), \(goods.sold.line.number),
                    \(goods.soldAt), \(goods.product), \(goods.department), \(goods.site), \(goods.occurredAt),
                    \(goods.quantity), \(goods.value), \(goods.isDamaged), \(goods.isUndone))
            """)
    }

    static func set(value: Int64, of key: MoveKey, _ tx: Transaction) throws {
        try tx.run(
            """
            update warehouse_return set value = \(value)
             where document_id = \(key.document) and line = \(key.line.number)
            """)
    }

    /// A return was voided; what it took is returned no more.
    static func undo(_ key: MoveKey, _ tx: Transaction) throws -> ReturnedGoods? {
        let goods = try tx.row(
            ReturnedGoods.columns,
            "from warehouse_return where document_id = \(key.document) and line = \(key.line.number)")
        guard goods != nil else { return nil }
        try tx.run(
            """
            update warehouse_return set is_undone = \(true)
             where document_id = \(key.document) and line = \(key.line.number)
            """)
        return goods
    }

    /// Everything that came back of what an item's moves sold.
    static func all(of product: ID<Product>, soldAt site: ID<Site>, _ snapshot: Snapshot) throws -> [ReturnedGoods] {
        try snapshot.rows(
            ReturnedGoods.columns,
            """
              from warehouse_return
             where sold_site_id = \(site) and product_id = \(product)
             order by occurred_at, document_id, line
            """)
    }

    // MARK: Settlements

    /// Notes that what had left before turned out to have cost otherwise.
    ///
    /// - Parameter last: the item's last move before: with clocks that are apart, its document may have the greater key.
    static func noteSettlement(
        of product: ID<Product>, at site: ID<Site>, by document: ID<StockDocument>, after last: MoveKey,
        _ tx: Transaction
    ) throws {
        let latest = max(document, last.document)
        try tx.run(
            """
            insert into warehouse_settlement (site_id, product_id, document_id)
            values (\(site), \(product), \(latest))
                on conflict (site_id, product_id) do update
                set document_id = case when excluded.document_id > warehouse_settlement.document_id
                                       then excluded.document_id else warehouse_settlement.document_id end
            """)
    }

    static func wasSettled(
        _ product: ID<Product>, at site: ID<Site>, since document: ID<StockDocument>, _ snapshot: Snapshot
    ) throws -> Bool {
        try snapshot.exists(
            """
            select 1 from warehouse_settlement
             where site_id = \(site) and product_id = \(product) and document_id >= \(document)
            """)
    }
}

extension ReturnedGoods {
    fileprivate static let columns = Columns<ReturnedGoods>(
        Column("document_id", \.key.document), Column("line", \.key.line), Column("sold_document_id", \.sold.document),
        Column("sold_line", \.sold.line), Column("sold_site_id", \.soldAt), Column("product_id", \.product),
        Column("department_id", \.department), Column("site_id", \.site), Column("occurred_at", \.occurredAt),
        Column("quantity", \.quantity), Column("value", \.value), Column("is_damaged", \.isDamaged),
        Column("is_undone", \.isUndone)
    ) {
        document, line, soldDocument, soldLine, soldAt, product, department, site, occurredAt, quantity, value,
        isDamaged, isUndone in
        ReturnedGoods(
            key: MoveKey(document: document, line: line), sold: MoveKey(document: soldDocument, line: soldLine),
            soldAt: soldAt, product: product, department: department, site: site, occurredAt: occurredAt,
            quantity: quantity, value: value, isDamaged: isDamaged, isUndone: isUndone)
    }
}
