// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import TestEngines
import Testing

@Suite(.serialized, .onBothEngines) struct `A process that is killed` {
    @Test func `keeps every acknowledged write and none half`() async throws {
        let folder = try TemporaryPlace()
        for life in 0..<10 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [
                    kind = folder.engine.rawValue as String, data = folder.data as String,
                    path = folder.url.path as String, life = life as Int
                ] in
                guard let engine = try TestEngine(rawValue: kind)?.open(data) else { exit(4) }
                let store = try Store(engine, systems: [Shop.system()], wiring: Shop.wiring, clock: HandClock())
                let acknowledged = open(path + "/acknowledged", O_CREAT | O_APPEND | O_WRONLY, 0o644)
                // Three lives may end before their first answer; the others count from it, however slow the build.
                let isAnswered = DispatchSemaphore(value: life < 3 ? 1 : 0)
                Thread.detachNewThread {
                    isAnswered.wait()
                    Thread.sleep(forTimeInterval: 0.02 + Double(life) * 0.007)
                    kill(getpid(), SIGKILL)
                }
                await withTaskGroup(of: Void.self) { group in
                    for task in Int64(0)..<8 {
                        group.addTask {
                            var number = Int64(life) * 1_000_000 + task * 100_000
                            while true {
                                let product = number
                                guard
                                    (try? await store.write(as: ID(1), { tx in try Shop.sell(product, 1, tx) })) != nil
                                else { exit(3) }
                                // Eight bytes in one call: the kernel keeps them when the process dies.
                                _ = withUnsafeBytes(of: product) { write(acknowledged, $0.baseAddress, 8) }
                                isAnswered.signal()
                                number += 1
                            }
                        }
                    }
                }
            }
        }
        let bytes = try Data(contentsOf: folder.url.appending(path: "acknowledged"))
        let acknowledged = Set(
            stride(from: 0, to: bytes.count - 7, by: 8).map { start in
                bytes[start..<(start + 8)].enumerated().reduce(Int64(0)) {
                    $0 | Int64($1.element) << (8 * Int64($1.offset))
                }
            })
        #expect(acknowledged.count > 10, "the lives were long enough to write something")
        #expect(Set(acknowledged.map { $0 / 1_000_000 }).count > 5)

        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let sold = try store.readNow { snapshot in
            Set(try snapshot.values("select product_id from shop_sale", as: Int64.self))
        }
        #expect(acknowledged.isSubset(of: sold))
        let count = Int64(sold.count)
        #expect(try store.number("select count(*) from shop_sale") == count)
        #expect(try store.number("select count(*) from fact_log") == 2 * count)
        #expect(try store.number("select max(sequence) from fact_log") == 2 * count)
        #expect(try store.number("select count(*) from shop_journal") == 3 * count)
        #expect(try store.number("select count(*) from shop_total where pieces = -1 and minor = -99") == count)
        if folder.engine == .sqlite {
            #expect(try store.readNow { try $0.value("pragma integrity_check", as: String.self) } == "ok")
        }
        try await store.catchUp()
        #expect(try store.readNow { try Seal.verify($0) }.sealed == 2 * count)
    }
}
