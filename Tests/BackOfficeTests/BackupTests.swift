// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Foundation
import Imports
import Kernel
import Sales
import Store
import TestEngines
import Testing

/// A restore drill: the copy is made while the shop sells, and the restored shop must be the one that was copied.
@Suite struct `A backup` {
    private func folder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "nightshift-\(UUID().uuidString)")
    }

    private func shop() async throws -> Shop {
        let shop = try await Shop()
        try await shop.receive("GOODS", 100, value: 50_000)
        for number in 1...20 {
            try await shop.sell([line("GOODS", 1, 1_000)], number: Int64(number), [cash(1_083)])
        }
        try await Self.profile.keep(as: "till", in: shop.office)
        try await shop.office.store.catchUp()
        return shop
    }

    private static var profile: ImportProfile {
        var profile = ImportProfile()
        profile.decimals = .comma
        return profile
    }

    /// Every table, as rows that can be compared.
    private func expectSame(_ one: Store, _ other: Store) throws {
        for table in Systems.all.flatMap(\.tables) {
            let difference = try one.readNow { one in try other.readNow { try table.firstDifference(one, $0) } }
            #expect(difference == nil)
        }
    }

    @Test func `is the whole back office, and is restored as it was`() async throws {
        let (shop, copy, place) = (try await shop(), folder(), folder())
        defer { for folder in [copy, place] { try? FileManager.default.removeItem(at: folder) } }
        let made = try await Backup.make(of: shop.office, at: DataPlace(shop.place.data), to: copy)
        #expect(made.receipts == 20)
        #expect(made.faults.isEmpty)
        #expect(made.files.map(\.name) == ["nightshift.sqlite"])
        #expect(made.schema["Sales"] == 12)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: copy.path).sorted()
                == ["manifest.json", "nightshift.sqlite"])
        let restored = try await Backup.restore(copy, to: .folder(place), clock: StoppedClock(at: Shop.at(12)))
        #expect(restored == made)
        let office = try BackOffice.open(place, clock: StoppedClock(at: Shop.at(12)))
        try expectSame(shop.office.store, office.store)
        try office.store.close()
    }

    @Test(.onBothEngines) func `is of one moment while another process sells`() async throws {
        let (shop, copy) = (try await shop(), folder())
        defer { try? FileManager.default.removeItem(at: copy) }
        let other = try BackOffice.open(DataPlace(shop.place.data), clock: StoppedClock(at: Shop.at(12)))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 21...220 {
                    try await shop.sell([line("GOODS", 1, 1_000)], number: Int64(number), [cash(1_083)])
                }
            }
            group.addTask {
                let made = try await Backup.make(of: other, at: DataPlace(shop.place.data), to: copy)
                #expect((20...220).contains(made.receipts))
                #expect(made.faults.isEmpty)
            }
            try await group.waitForAll()
        }
        #expect(try await shop.read(SalesReading.receiptCount) == 220)
        try other.store.close()
    }

    /// A backup is the same kind of folder, wherever the data lies; so it may also be restored elsewhere.
    @Test(.onBothEngines) func `is restored into a folder or a database, whichever it is of`() async throws {
        let (shop, copy) = (try await shop(), folder())
        defer { try? FileManager.default.removeItem(at: copy) }
        let made = try await Backup.make(of: shop.office, at: DataPlace(shop.place.data), to: copy)
        #expect(made.faults.isEmpty)
        #expect(made.files.map(\.name) == ["nightshift.sqlite"])
        for target in Set([TestEngine.sqlite, .current]) {
            let place = try TemporaryPlace(target)
            let data = try DataPlace(place.data)
            #expect(try await Backup.restore(copy, to: data, clock: StoppedClock(at: Shop.at(12))) == made)
            let office = try BackOffice.open(data, clock: StoppedClock(at: Shop.at(12)))
            try expectSame(shop.office.store, office.store)
            #expect(try office.store.readNow { try ImportProfile.named("till", $0) } == Self.profile)
            try await office.store.catchUp()
            try office.store.close()
            // What is there now is not overwritten.
            await #expect(throws: (any Error).self) { try await Backup.restore(copy, to: data) }
        }
        #expect(try await shop.read(SalesReading.receiptCount) == 20)
    }

    @Test func `overwrites nothing`() async throws {
        let (shop, copy) = (try await shop(), folder())
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: copy.appending(path: "notes.txt"))
        await #expect(throws: BackupFault.notEmpty(copy.path)) {
            try await Backup.make(of: shop.office, at: DataPlace(shop.place.data), to: copy)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: copy.path) == ["notes.txt"])
        try FileManager.default.removeItem(at: copy.appending(path: "notes.txt"))
        _ = try await Backup.make(of: shop.office, at: DataPlace(shop.place.data), to: copy)
        await #expect(throws: BackupFault.notEmpty(shop.folder.path)) {
            try await Backup.restore(copy, to: .folder(shop.folder))
        }
        #expect(try await shop.read(SalesReading.receiptCount) == 20)
    }

    @Test func `whose restore was cut off is no back office, and is restored by starting again`() async throws {
        let (shop, copy, place) = (try await shop(), folder(), folder())
        defer { for folder in [copy, place] { try? FileManager.default.removeItem(at: folder) } }
        let made = try await Backup.make(of: shop.office, at: DataPlace(shop.place.data), to: copy)
        // As after a kill: half of the data is there, and then all of it, not yet where it belongs.
        let unfinished = place.appending(path: ".restoring")
        for isNearTheEnd in [false, true] {
            try FileManager.default.createDirectory(at: unfinished, withIntermediateDirectories: true)
            let data = try Data(contentsOf: copy.appending(path: "nightshift.sqlite"))
            try data.prefix(isNearTheEnd ? data.count : data.count / 2)
                .write(to: unfinished.appending(path: "nightshift.sqlite"))
            #expect(try !DataPlace(place.path).holdsData())
            #expect(try await Backup.restore(copy, to: .folder(place), clock: StoppedClock(at: Shop.at(12))) == made)
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["nightshift.sqlite"])
            try FileManager.default.removeItem(at: place)
        }
        // Somebody else's file is still nobody's to take away.
        try FileManager.default.createDirectory(at: unfinished, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: place.appending(path: "notes.txt"))
        await #expect(throws: BackupFault.notEmpty(place.path)) { try await Backup.restore(copy, to: .folder(place)) }
    }

    @Test func `that is damaged or cut off is not restored`() async throws {
        let (shop, copy, place) = (try await shop(), folder(), folder())
        defer { for folder in [copy, place] { try? FileManager.default.removeItem(at: folder) } }
        var made = try await Backup.make(of: shop.office, at: DataPlace(shop.place.data), to: copy)
        let file = copy.appending(path: "nightshift.sqlite")
        let whole = try Data(contentsOf: file)
        var bytes = whole
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        await #expect(throws: BackupFault.damaged("nightshift.sqlite")) {
            try await Backup.restore(copy, to: .folder(place))
        }
        #expect((try? FileManager.default.contentsOfDirectory(atPath: place.path))?.isEmpty ?? true)
        // A copy whose files are whole, with a manifest that tells of another log.
        try whole.write(to: file)
        let head = made.head
        made.head = String(repeating: "0", count: 64)
        try JSONEncoder().encode(made).write(to: copy.appending(path: "manifest.json"))
        await #expect(throws: BackupFault.differs(what: "the head of the seals", found: head, expected: made.head)) {
            try await Backup.restore(copy, to: .folder(place))
        }
        try FileManager.default.removeItem(at: copy.appending(path: "manifest.json"))
        await #expect(throws: BackupFault.noManifest(copy.path)) { try await Backup.restore(copy, to: .folder(place)) }
    }
}
