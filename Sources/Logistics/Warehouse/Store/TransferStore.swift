// SPDX-License-Identifier: Apache-2.0

import Kernel
import LogisticsFacts
import Store

/// A line of a transfer, shipped and perhaps received.
struct TransferLine {
    let line: Int64
    let product: ID<Product>
    let department: ID<Department>
    let destination: ID<Site>
    let quantity: Int64
    /// What it carries, corrections included.
    let value: Int64
    let received: Int64
    /// The document that received it; nil while it is on the way.
    let receipt: ID<StockDocument>?

    var isReceived: Bool { receipt != nil }

    fileprivate static let columns = Columns<TransferLine>(
        Column("l.line", \.line), Column("l.product_id", \.product), Column("l.department_id", \.department),
        Column("t.destination_id", \.destination), Column("l.quantity", \.quantity), Column("l.value", \.value),
        Column("l.received_quantity", \.received), Column("t.received_document_id", \.receipt),
        make: TransferLine.init)
}

enum TransferStore {
    static func open(_ shipped: TransferShipped, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into warehouse_transfer (document_id, company_id, site_id, destination_id, day)
            values (\(shipped.document), \(shipped.company), \(shipped.site), \(shipped.destination), \(shipped.day))
            """)
    }

    static func add(_ line: TransferShipped.Line, value: Int64, to document: ID<StockDocument>, _ tx: Transaction)
        throws
    {
        try tx.run(
            """
            insert into warehouse_transfer_line
                   (document_id, line, product_id, department_id, quantity, value, received_quantity, received_value,
                    lost_value)
            values (\(document), \(line.number), \(line.product), \(line.department), \(line.quantity), \(value),
                    0, 0, 0)
            """)
    }

    static func lines(of document: ID<StockDocument>, _ snapshot: Snapshot) throws -> [TransferLine] {
        try snapshot.rows(
            TransferLine.columns, "\(sql: transfers) where l.document_id = \(document) order by l.line")
    }

    static func line(_ key: MoveKey, _ snapshot: Snapshot) throws -> TransferLine? {
        try snapshot.row(
            TransferLine.columns,
            "\(sql: transfers) where l.document_id = \(key.document) and l.line = \(key.line.line)")
    }

    static func close(_ received: TransferReceived, _ tx: Transaction) throws {
        try tx.run(
            """
            update warehouse_transfer set received_document_id = \(received.document)
             where document_id = \(received.transfer)
            """)
    }

    static func receive(
        _ quantity: Int64, value: Int64, lost: Int64, of key: MoveKey, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            update warehouse_transfer_line
               set received_quantity = \(quantity), received_value = \(value), lost_value = \(lost)
             where document_id = \(key.document) and line = \(key.line.line)
            """)
    }

    /// Corrects what a line carries, and what of it arrived or was lost.
    static func add(value: Int64, received: Int64, lost: Int64, to key: MoveKey, _ tx: Transaction) throws {
        try tx.run(
            """
            update warehouse_transfer_line
               set value = value + \(value), received_value = received_value + \(received),
                   lost_value = lost_value + \(lost)
             where document_id = \(key.document) and line = \(key.line.line)
            """)
    }

    /// Where a transfer came from, where it goes, and whether it was received.
    struct Header {
        let origin: ID<Site>
        let destination: ID<Site>
        let isReceived: Bool

        fileprivate static let columns = Columns<Header>(
            Column("site_id", \.origin), Column("destination_id", \.destination),
            Column("received_document_id is not null", \.isReceived), make: Header.init)
    }

    static func header(_ document: ID<StockDocument>, _ snapshot: Snapshot) throws -> Header? {
        try snapshot.row(Header.columns, "from warehouse_transfer where document_id = \(document)")
    }

    /// What the transfers among an item's moves are believed to carry.
    static func carried(
        _ moves: [RecordedMove], _ tx: Transaction
    ) throws -> [ID<StockDocument>: [Int64: Int64]] {
        var carried: [ID<StockDocument>: [Int64: Int64]] = [:]
        for move in moves where move.reason == .shipped && move.quantity != 0 {
            let key = MoveKey(document: move.document, line: move.line)
            carried[move.document, default: [:]][move.line.line] = try line(key, tx)?.value
        }
        return carried
    }

    private static let transfers: SQL = """
        from warehouse_transfer_line l
          join warehouse_transfer t on t.document_id = l.document_id
        """
}
