// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
package import Store

/// Departments exist, or are renamed.
package struct ListDepartments: Command {
    package struct Department: Shaped {
        package let code: Code<Kernel.Department>
        package let name: String

        package init(code: Code<Kernel.Department>, name: String) {
            self.code = code
            self.name = name
        }

        package static let shape = Shape<Department>(
            Field(
                "code", \.code, "What the department is called in commands and reports.", in: 1...100, example: "DAIRY"),
            Field("name", \.name, "Its full name.", in: 0...500, example: "Dairy"),
            make: Department.init)

        /// Whether listing it would change nothing.
        package func isListed(_ snapshot: Snapshot) throws -> Bool {
            try snapshot.exists("select 1 from catalogue_department where code = \(code) and name = \(name)")
        }
    }

    package let departments: [Department]

    package init(departments: [Department]) { self.departments = departments }

    package static let form = Form(
        "list-departments", at: "catalogue/departments", may: "catalogue.write", .wish,
        "List departments, or rename those already listed.",
        Shape<ListDepartments>(
            Field("departments", \.departments, "The departments."), make: ListDepartments.init))

    package func run(_ tx: Transaction) throws -> Listed {
        var ids: [ID<Kernel.Department>] = []
        for department in departments {
            let id: ID<Kernel.Department> = try CatalogueReading.department(code: department.code.text, tx) ?? tx.key()
            try tx.run(
                """
                insert into catalogue_department (department_id, code, name)
                values (\(id), \(department.code), \(department.name))
                    on conflict (department_id) do update set name = excluded.name
                """)
            ids.append(id)
        }
        try tx.publish(DepartmentsListed(departments: ids))
        return Listed(listed: ids.count)
    }
}

/// Suppliers exist, or are renamed.
package struct ListSuppliers: Command {
    package struct Supplier: Shaped {
        package let code: Code<Kernel.Supplier>
        package let name: String

        package init(code: Code<Kernel.Supplier>, name: String) {
            self.code = code
            self.name = name
        }

        package static let shape = Shape<Supplier>(
            Field(
                "code", \.code, "What the supplier is called in commands and reports.", in: 1...100, example: "NORTH"),
            Field("name", \.name, "Its full name.", in: 0...500, example: "Northfield Dairy"),
            make: Supplier.init)

        /// Whether listing it would change nothing.
        package func isListed(_ snapshot: Snapshot) throws -> Bool {
            try snapshot.exists("select 1 from catalogue_supplier where code = \(code) and name = \(name)")
        }
    }

    package let suppliers: [Supplier]

    package init(suppliers: [Supplier]) { self.suppliers = suppliers }

    package static let form = Form(
        "list-suppliers", at: "catalogue/suppliers", may: "catalogue.write", .wish,
        "List suppliers, or rename those already listed.",
        Shape<ListSuppliers>(Field("suppliers", \.suppliers, "The suppliers."), make: ListSuppliers.init))

    package func run(_ tx: Transaction) throws -> Listed {
        var ids: [ID<Kernel.Supplier>] = []
        for supplier in suppliers {
            let id: ID<Kernel.Supplier> = try CatalogueReading.supplier(code: supplier.code.text, tx) ?? tx.key()
            try tx.run(
                """
                insert into catalogue_supplier (supplier_id, code, name)
                values (\(id), \(supplier.code), \(supplier.name))
                    on conflict (supplier_id) do update set name = excluded.name
                """)
            ids.append(id)
        }
        try tx.publish(SuppliersListed(suppliers: ids))
        return Listed(listed: ids.count)
    }
}

/// The answer of what lists.
package struct Listed: Shaped {
    package let listed: Int

    package static let shape = Shape<Listed>(
        Field("listed", \.listed, "How many were listed, new ones and those listed again."), make: Listed.init)
}
