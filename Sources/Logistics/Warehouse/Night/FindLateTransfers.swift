// SPDX-License-Identifier: Apache-2.0

import Kernel
import ManagementFacts
import Store

extension NightStep {
    static let findLateTransfers = NightStep(
        "find-late-transfers", "Look for transfers that did not arrive"
    ) { night in
        let day = night.day
        let late = try await night.read { snapshot in
            try WarehouseReading.transfersOnTheWay(since: day.advanced(by: -2), snapshot)
                .filter { try night.concerns($0.company, snapshot) }
        }
        guard !late.isEmpty else { return .alone("nothing is late") }
        for transfer in late {
            try await night.tell(
                MatterRaised(
                    company: transfer.company, site: transfer.site, kind: .transferLate,
                    subject: transfer.document.description,
                    reason: "Transfer \(transfer.document) has been on the way for more than two days.",
                    numbers: [.days("on the way", day.number - transfer.day.number)],
                    proposals: [
                        MatterProposal(
                            "Receive the transfer with what arrived", ReceiveTransfer.self,
                            knowing: [.member(\.transfer, transfer.document)])
                    ]))
        }
        return .needsYou(late.count == 1 ? "1 transfer is late" : "\(late.count) transfers are late")
    }
}
