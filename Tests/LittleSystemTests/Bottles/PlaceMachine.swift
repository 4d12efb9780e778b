// SPDX-License-Identifier: Apache-2.0

import Imports
import Kernel
import Organisation
import Store

/// A store has a machine that takes bottles.
struct PlaceMachine: Command {
    let site: Code<Site>
    let number: Int64

    static let form = Form(
        "place-machine", at: "bottles/machines", may: "bottles.write", .wish, "Place a machine that takes bottles.",
        Shape<PlaceMachine>(
            Field("site", \.site, "The store where it stands."),
            Field("number", \.number, "Its number at the store.", in: 1...99_999),
            make: PlaceMachine.init))

    func run(_ tx: Transaction) throws -> Done {
        let place = try at(\.site) { try OrganisationReading.required(site: site, tx) }
        guard try !BottlesStore.isPlaced(number, at: place.id, tx) else {
            throw refusal(BottlesRefusal.numberTaken(number), at: \.number)
        }
        try tx.run("insert into bottles_machine (site_id, number) values (\(place.id), \(number))")
        try tx.publish(MachinePlaced(company: place.company, site: place.id, number: number))
        return Done()
    }
}

enum BottlesRefusal: Refusal, Equatable {
    case numberTaken(Int64)
    case toldBefore(Int64)

    var code: String {
        switch self {
        case .numberTaken: "bottles.number-taken"
        case .toldBefore: "bottles.told-before"
        }
    }

    var sentence: String {
        switch self {
        case .numberTaken(let number): "Machine \(number) stands here already. Choose another number."
        case .toldBefore(let slip): "Slip \(slip) was told of before. Nothing was changed."
        }
    }
}

extension ImportKind {
    static let machines = ImportKind(
        ImportForm(
            "bottle-machines", [.must(.site, "S01"), .must(.code, "1")],
            identity: [.site, .code], hasManyRows: false, isWish: true)
    ) { rows, _ in
        let (site, number) = (try rows[0].required(.site), try rows[0].count(.code) ?? 0)
        let machine = PlaceMachine(site: Code(site), number: number)
        return ImportOrder(identity: "\(site)/\(number)") { tx, desk in
            try desk.submit(machine, key: "import/machine/\(site)/\(number)", tx).isNew
        }
    }
}
