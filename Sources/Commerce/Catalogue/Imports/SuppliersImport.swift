// SPDX-License-Identifier: Apache-2.0

import Imports
import Kernel
package import Store

extension ImportKind {
    package static let suppliers = ImportKind(
        ImportForm(
            "suppliers", [.must(.code, "ACME"), .must(.name, "Acme Ltd")], identity: [.code], hasManyRows: false,
            isWish: true)
    ) { rows, reference in
        try ImportOrder.supplier(rows[0], reference)
    }
}

extension ImportOrder {
    fileprivate static func supplier(_ row: ImportRow, _ reference: ImportReference) throws -> ImportOrder {
        let supplier = ListSuppliers.Supplier(code: try Code(row.required(.code)), name: try row.required(.name))
        return ImportOrder(identity: supplier.code.text) { tx, desk in
            if try supplier.isListed(tx) { return false }
            let key = "import/\(reference.run)/supplier/\(supplier.code)"
            return try desk.submit(ListSuppliers(suppliers: [supplier]), key: key, tx).isNew
        }
    }
}
