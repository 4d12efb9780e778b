// SPDX-License-Identifier: Apache-2.0

import Accounting
import Auditor
import CommerceFacts
import Kernel
import LogisticsFacts
import Sales
import Simulator
import Taxes
import Warehouse

extension SampleStep {
    /// The order as the auditor hears it: what was said, before any system read it.
    var message: AuditMessage {
        switch order {
        case .list(let listing): .product(listing.product.heard)
        case .openSession(let command):
            .sessionOpened(
                AuditSession(
                    site: command.site, till: command.till, cash: command.float, occurredAt: command.occurredAt))
        case .closeSession(let command):
            .sessionClosed(
                AuditSession(
                    site: command.site, till: command.till, cash: command.counted, occurredAt: command.occurredAt))
        case .moveCash(let command):
            .cashMoved(
                AuditCash(
                    site: command.site, till: command.till, isDrop: command.purpose == .drop, amount: command.amount,
                    occurredAt: command.occurredAt))
        case .sell(let command): .sale(command.heard)
        case .void(let command):
            .void(
                AuditVoid(
                    receipt: AuditReceiptName(site: command.site, till: command.till, number: command.number),
                    occurredAt: command.occurredAt))
        case .receive(let command):
            .delivery(
                AuditDelivery(
                    site: command.site, isOpening: command.origin == .opening, occurredAt: command.occurredAt,
                    lines: command.lines.map { .init(product: $0.product, quantity: $0.quantity, value: $0.value) }))
        case .correctCost(let correction):
            .costCorrected(
                AuditCostCorrection(
                    delivery: correction.deliveryKey, line: correction.line, amount: correction.amount,
                    occurredAt: correction.occurredAt))
        case .ship(let command):
            .shipment(
                AuditShipment(
                    site: command.site, destination: command.destination, occurredAt: command.occurredAt,
                    lines: command.lines.map { .init(product: $0.product, quantity: $0.quantity) }))
        case .arrive(let arrival):
            .arrival(
                AuditArrival(
                    shipment: arrival.shipmentKey, occurredAt: arrival.occurredAt,
                    differences: Dictionary(
                        arrival.differences.map { ($0.line, $0.quantity) }, uniquingKeysWith: { _, last in last })))
        case .adjust(let command):
            .adjustment(
                AuditAdjustment(
                    site: command.site, reason: command.reason, occurredAt: command.occurredAt,
                    lines: command.lines.map { .init(product: $0.product, quantity: $0.quantity) }))
        case .count(let command):
            .count(
                AuditCount(
                    site: command.site, occurredAt: command.occurredAt,
                    lines: command.lines.map { .init(product: $0.product, quantity: $0.counted) }))
        case .lock(let command): .booksClosed(command.heard)
        }
    }
}

extension LockPeriod {
    fileprivate var heard: AuditClosing {
        guard let through else { preconditionFailure("the sample closes its books through a day") }
        return AuditClosing(through: through)
    }
}

extension CompleteSale {
    fileprivate var heard: AuditSale {
        AuditSale(
            name: AuditReceiptName(site: site, till: till, number: number), occurredAt: occurredAt,
            lines: lines.map { line in
                AuditSale.Line(
                    product: line.product, quantity: line.quantity, list: line.list,
                    discount: (line.discounts ?? []).reduce(0) { $0 + $1.amount }, tax: line.tax,
                    returned: line.returned.map { heard($0) })
            },
            basketDiscount: basketDiscount ?? 0,
            tenders: tenders.map { AuditSale.Tender(kind: $0.kind, amount: $0.amount) })
    }

    private func heard(_ returned: ReturnedArticle) -> AuditSale.Returned {
        let receipt = returned.number.map { number in
            AuditReceiptName(site: returned.site ?? site, till: returned.till ?? 0, number: number)
        }
        return AuditSale.Returned(receipt: receipt, line: returned.line ?? 0, disposition: returned.disposition)
    }
}

extension SampleFoundation {
    /// What is settled before the first day, as the auditor hears it.
    var messages: [AuditMessage] {
        let authorities = SampleTaxes.commands(for: chain).map { command in
            AuditMessage.authority(
                AuditAuthority(
                    code: command.code,
                    rates: command.rates.map {
                        .init(taxClass: $0.taxClass, validFrom: $0.validFrom, millionths: $0.millionths)
                    }))
        }
        let sites = chain.sites.map { site in
            AuditMessage.site(
                AuditSite(
                    code: site.code.text, zone: chain.company.zone, isHeadOffice: site.kind == .headOffice,
                    authorities: SampleTaxes.codes(of: site.jurisdiction)))
        }
        return [.tillTolerance(Self.tillDifference)] + authorities + sites + products.map { .product($0.heard) }
    }
}

extension SampleProduct {
    fileprivate var heard: AuditProduct {
        var names = [code.text: Int64(1), gtin.description: 1]
        for pack in packs { names[pack.gtin.description] = Int64(pack.units) }
        return AuditProduct(
            code: code.text, names: names, kind: kind.listed, isStocked: isStocked, taxClass: taxClass.rawValue)
    }
}
