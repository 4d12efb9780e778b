// SPDX-License-Identifier: Apache-2.0

import Catalogue
import CommerceFacts
import Imports
import Kernel
import Organisation
import Store
import Taxes

/// Rows that say how something is from now on: compared with what stands, in the transaction that would change it.
extension ImportOrder {
    static func site(_ row: ImportRow, _ reference: ImportReference) throws -> ImportOrder {
        guard let only = reference.companies.first else { throw RowFault(ImportReference.noCompany) }
        let company = try row.text(.company)
        guard company != nil || reference.companies.count == 1 else {
            throw RowFault("company: there are several; every row needs one")
        }
        let site = OpenSite(
            company: Code(company ?? only.code), code: try Code(row.required(.code)), name: try row.required(.name),
            kind: try row.choice(.kind, SiteKind.store), zone: try row.required(.zone),
            dayStartsAtMinute: try dayStart(row), priceZone: try row.text(.priceZone), address: try row.text(.address))
        let taxes = try row.text(.taxes).map {
            AssignJurisdictions(site: site.code, jurisdictions: words($0).map { Code($0) })
        }
        return ImportOrder(identity: site.code.text) { tx in
            let known = try OrganisationReading.site(code: site.code.text, tx)
            if let known, !site.isOpen(as: known) { throw ImportRefusal.siteDiffers(site.code.text) }
            if known == nil { _ = try submit(site, key: "import/\(reference.run)/site/\(site.code)", tx) }
            guard let taxes, try !taxes.isAssigned(tx) else { return known == nil }
            _ = try submit(taxes, key: "import/\(reference.run)/taxes/\(site.code)", tx)
            return true
        }
    }

    private static func dayStart(_ row: ImportRow) throws(RowFault) -> Int? {
        guard let text = try row.text(.dayStart) else { return nil }
        var moment = FileMoment(day: Day(number: 0))
        guard moment.add(clock: text[...]), let seconds = moment.seconds, moment.offset == nil else {
            throw RowFault(.dayStart, expected: "a time of day such as 04:00", found: text)
        }
        return Int(seconds / 60)
    }

    static func supplier(_ row: ImportRow, _ reference: ImportReference) throws -> ImportOrder {
        let supplier = ListSuppliers.Supplier(code: try Code(row.required(.code)), name: try row.required(.name))
        return ImportOrder(identity: supplier.code.text) { tx in
            if try supplier.isListed(tx) { return false }
            let key = "import/\(reference.run)/supplier/\(supplier.code)"
            return try submit(ListSuppliers(suppliers: [supplier]), key: key, tx).isNew
        }
    }

    static func product(_ row: ImportRow, _ reference: ImportReference) throws -> ImportOrder {
        let department = try row.required(.department)
        let departmentName = try row.text(.departmentName)
        let kind: ProductKind = try row.choice(.kind, .goods)
        let cost = try cost(row, reference)
        let product = ListProducts.Product(
            code: try Code(row.required(.code)), name: try row.required(.name), department: Code(department),
            kind: kind,
            isStocked: try row.flag(.stocked, kind == .goods || kind == .fuel), unit: try row.choice(.unit, Unit.piece),
            taxClass: try row.required(.taxClass), packs: try packs(row), cost: cost)
        let line = row.line
        return ImportOrder(identity: product.code.text) { tx in
            var isChanged = false
            let known = try CatalogueReading.department(code: department, tx) != nil
            let named = ListDepartments.Department(code: Code(department), name: departmentName ?? department)
            if departmentName == nil ? !known : try !named.isListed(tx) {
                let key = "import/\(reference.run)/department/\(line)"
                _ = try submit(ListDepartments(departments: [named]), key: key, tx)
                isChanged = true
            }
            guard try !product.isListed(tx) else { return isChanged }
            _ = try submit(ListProducts(products: [product]), key: "import/\(reference.run)/product/\(line)", tx)
            return true
        }
    }

    private static func cost(
        _ row: ImportRow, _ reference: ImportReference
    ) throws(RowFault) -> ListProducts.Cost? {
        guard let supplier = try row.text(.supplier) else {
            guard try row.text(.cost) == nil else { throw RowFault("supplier: is empty; a cost is a supplier's") }
            return nil
        }
        guard let cost = try row.money(.cost, try reference.currency()) else { return nil }
        guard cost >= 0 else { throw RowFault(.cost, expected: "zero or more", found: try row.required(.cost)) }
        guard let from = try row.day(.costFrom) else {
            throw RowFault("cost_from: is empty; a cost holds from a day on")
        }
        return ListProducts.Cost(supplier: Code(supplier), validFrom: from, cost: MinorUnits(cost))
    }

    /// Article numbers with spaces between them; `x12` behind one says that it stands for twelve units.
    private static func packs(_ row: ImportRow) throws(RowFault) -> [ListProducts.Pack] {
        guard let text = try row.text(.gtin) else { return [] }
        var packs: [ListProducts.Pack] = []
        for word in words(text) {
            let parts = word.split(separator: "x", omittingEmptySubsequences: false)
            guard parts.count <= 2, let units = parts.count == 1 ? 1 : Int64(parts[1]) else {
                throw RowFault(
                    .gtin, expected: "article numbers such as 5901234123457 or 15901234123454x12", found: text)
            }
            packs.append(ListProducts.Pack(gtin: String(parts[0]), units: units))
        }
        return packs
    }

    static func price(_ row: ImportRow, _ reference: ImportReference) throws -> ImportOrder {
        let place = try row.text(.place)
        let currency = try place.flatMap { reference.sites[$0]?.currency } ?? reference.currency()
        guard let amount = try row.money(.price, currency), let from = try row.day(.from) else {
            throw RowFault("\(try row.text(.price) == nil ? "price" : "from"): is empty; every row needs one")
        }
        let price = SetPrices.Price(
            product: try Code(row.required(.product)), place: place, validFrom: from,
            validThrough: try row.day(.through),
            price: MinorUnits(amount))
        let identity = "\(price.product)/\(place ?? "")/\(from)"
        return ImportOrder(identity: identity) { tx in
            if try price.isSet(tx) { return false }
            let key = "import/\(reference.run)/price/\(identity)"
            return try submit(SetPrices(prices: [price]), key: key, tx).isNew
        }
    }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    }
}
