// SPDX-License-Identifier: Apache-2.0

import Kernel

/// The places of the company, from one table: stores first, then the distribution centre, then the head office.
enum Sites {
    static func make(stores count: Int, isSpread: Bool, seed: Seed) -> [SampleSite] {
        let stores = (0..<count).map { index in
            let row = isSpread ? (2 * index + 1) * mostStores / (2 * count) : index
            return store(number: index + 1, row: storeRows[row], tills: tillCount(index, seed))
        }
        return stores + [distributionCentre, headOffice]
    }

    private struct StoreRow {
        let name: String
        let street: String
        let city: String
        let postcode: String
        let jurisdiction: JurisdictionCode
        let zone: PriceZone
        let sellsFuel: Bool

        init(
            _ name: String, _ street: String, _ city: String, _ postcode: String, _ county: String, _ zone: PriceZone,
            fuel: Bool
        ) {
            self.name = name
            self.street = street
            self.city = city
            self.postcode = postcode
            jurisdiction = JurisdictionCode(county)
            self.zone = zone
            sellsFuel = fuel
        }
    }

    static let mostStores = storeRows.count

    private static let storeRows: [StoreRow] = [
        StoreRow("Ropewalk", "14 Ropewalk Street", "Port Ashmere", "00101", "ASH", .urban, fuel: false),
        StoreRow("Lighthouse Road", "220 Lighthouse Road", "Port Ashmere", "00102", "ASH", .urban, fuel: false),
        StoreRow("Customs House", "3 Customs House Square", "Port Ashmere", "00103", "ASH", .urban, fuel: false),
        StoreRow("Millpond", "1180 Millpond Avenue", "Millpond", "00117", "ASH", .suburban, fuel: true),
        StoreRow("Orchard Park", "75 Orchard Park Drive", "Millpond", "00118", "ASH", .suburban, fuel: true),
        StoreRow("Brill Central", "40 Station Street", "Brill", "00201", "BRI", .urban, fuel: false),
        StoreRow("Granite Hill", "905 Granite Hill Road", "Brill", "00204", "BRI", .suburban, fuel: true),
        StoreRow("Heron Lake", "16 Heron Lake Parkway", "Heron Lake", "00219", "BRI", .suburban, fuel: true),
        StoreRow("Calder Market", "1 Market Place", "Calder", "00301", "CAL", .urban, fuel: false),
        StoreRow("Tannery", "58 Tannery Lane", "Calder", "00302", "CAL", .urban, fuel: false),
        StoreRow("Foxglove", "3300 Foxglove Turnpike", "Foxglove", "00326", "CAL", .suburban, fuel: true),
        StoreRow("Saltmarsh", "612 Saltmarsh Highway", "Saltmarsh", "00340", "CAL", .suburban, fuel: true),
    ]

    private static func tillCount(_ index: Int, _ seed: Seed) -> Int {
        var chance = seed.stream("tills", UInt64(index))
        return Int(chance.integer(in: 3...6))
    }

    private static func store(number: Int, row: StoreRow, tills: Int) -> SampleSite {
        let code = "S" + padded(number, to: 2)
        let staff =
            staff(of: code, .manager, "M", 1) + staff(of: code, .cashier, "C", tills * 2)
            + staff(of: code, .stockClerk, "K", 3)
        return SampleSite(
            code: SiteCode(code), kind: .store, name: "Harbour Stores " + row.name, street: row.street, city: row.city,
            postcode: row.postcode, jurisdiction: row.jurisdiction, priceZone: row.zone, sellsFuel: row.sellsFuel,
            tills: (1...tills).map { SampleTill(code: TillCode("\(code)-T\($0)"), name: "Till \($0)") }, staff: staff)
    }

    private static var distributionCentre: SampleSite {
        SampleSite(
            code: SiteCode("DC1"), kind: .distributionCentre, name: "Harbour Stores Distribution Centre",
            street: "1 Breakwater Way", city: "Brill", postcode: "00209", jurisdiction: JurisdictionCode("BRI"),
            priceZone: .suburban, sellsFuel: false, tills: [],
            staff: staff(of: "DC1", .manager, "M", 1) + staff(of: "DC1", .stockClerk, "K", 8))
    }

    private static var headOffice: SampleSite {
        SampleSite(
            code: SiteCode("HQ"), kind: .headOffice, name: "Harbour Stores Head Office", street: "9 Quay Terrace",
            city: "Port Ashmere", postcode: "00101", jurisdiction: JurisdictionCode("ASH"), priceZone: .urban,
            sellsFuel: false, tills: [],
            staff: staff(of: "HQ", .manager, "M", 2) + staff(of: "HQ", .buyer, "B", 4)
                + staff(of: "HQ", .accountant, "A", 3))
    }

    private static func staff(of site: String, _ task: SampleStaff.Task, _ letter: String, _ count: Int)
        -> [SampleStaff]
    {
        (1...count).map { SampleStaff(code: ActorCode("\(site)-\(letter)\(padded($0, to: 2))"), task: task) }
    }
}
