// SPDX-License-Identifier: Apache-2.0

import Kernel
import ManagementFacts
import Organisation
import Store

/// A machine took bottles and printed a slip.
struct PrintSlip: Command {
    let site: Code<Site>
    let machine: Int64
    let slip: Int64
    let amount: MinorUnits
    let occurredAt: Instant

    static let form = Form(
        "print-slip", at: "bottles/slips", may: "bottles.write", .event, changesSettings: false,
        "Tell of a slip that a machine printed.",
        Shape<PrintSlip>(
            Field("site", \.site, "Where the machine stands."),
            Field("machine", \.machine, "Its number there.", in: 1...99_999),
            Field("slip", \.slip, "The slip's number.", in: 1...999_999_999),
            Field("amount", \.amount, "What it is worth.", in: MinorUnits.positive),
            Field("occurredAt", \.occurredAt, "When."), make: PrintSlip.init))

    func run(_ tx: Transaction) throws -> Done {
        let place = try at(\.site) { try OrganisationReading.required(site: site, tx) }
        guard try !tx.exists("select 1 from bottles_slip where site_id = \(place.id) and slip = \(slip)") else {
            throw refusal(BottlesRefusal.toldBefore(slip), at: \.slip)
        }
        try tx.publish(SlipChanged(slip, at: place, on: place.time.businessDay(at: occurredAt), amount.count))
        guard try !BottlesStore.isPlaced(machine, at: place.id, tx) else { return Done() }
        try tx.publish(
            MatterRaised(
                company: place.company, site: place.id, kind: .machineUnknown, subject: "\(site)/\(machine)",
                reason: "Machine \(machine) at \(site) prints slips, and nobody placed it.",
                proposals: [
                    MatterProposal(
                        "Place the machine", PlaceMachine.self,
                        knowing: [.member(\.site, site), .member(\.number, machine)])
                ]))
        return Done()
    }
}
