// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// Departments exist, or are renamed.
package struct ListDepartments: Command {
    package static let name = "list-departments"
    package static let address = "catalogue/departments"
    package static let permission = "catalogue.write"
    package static let summary = "List departments, or rename those already listed."

    package struct Department: Codable, Sendable {
        package let code: String
        package let name: String

        package init(code: String, name: String) {
            self.code = code
            self.name = name
        }

        /// Whether listing it would change nothing.
        package func isListed(_ snapshot: Snapshot) throws -> Bool {
            try snapshot.exists("select 1 from catalogue_department where code = \(code) and name = \(name)")
        }
    }

    package let departments: [Department]

    package init(departments: [Department]) { self.departments = departments }

    package struct Answer: Codable, Sendable {
        package let listed: Int
    }

    package func run(_ tx: Transaction) throws -> Answer {
        for department in departments {
            let id: ID<Kernel.Department> = try CatalogueReading.department(code: department.code, tx) ?? tx.key()
            try tx.run(
                """
                insert into catalogue_department (department_id, code, name)
                values (\(id), \(department.code), \(department.name))
                    on conflict (department_id) do update set name = excluded.name
                """)
        }
        tx.forgetRemembered()
        return Answer(listed: departments.count)
    }
}

/// Suppliers exist, or are renamed.
package struct ListSuppliers: Command {
    package static let name = "list-suppliers"
    package static let address = "catalogue/suppliers"
    package static let permission = "catalogue.write"
    package static let summary = "List suppliers, or rename those already listed."

    package struct Supplier: Codable, Sendable {
        package let code: String
        package let name: String

        package init(code: String, name: String) {
            self.code = code
            self.name = name
        }

        /// Whether listing it would change nothing.
        package func isListed(_ snapshot: Snapshot) throws -> Bool {
            try snapshot.exists("select 1 from catalogue_supplier where code = \(code) and name = \(name)")
        }
    }

    package let suppliers: [Supplier]

    package init(suppliers: [Supplier]) { self.suppliers = suppliers }

    package struct Answer: Codable, Sendable {
        package let listed: Int
    }

    package func run(_ tx: Transaction) throws -> Answer {
        for supplier in suppliers {
            let id: ID<Kernel.Supplier> = try CatalogueReading.supplier(code: supplier.code, tx) ?? tx.key()
            try tx.run(
                """
                insert into catalogue_supplier (supplier_id, code, name)
                values (\(id), \(supplier.code), \(supplier.name))
                    on conflict (supplier_id) do update set name = excluded.name
                """)
        }
        return Answer(listed: suppliers.count)
    }
}
