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
                    site: command.site.text, till: command.till, cash: command.float.count,
                    occurredAt: command.occurredAt))
        case .closeSession(let command):
            .sessionClosed(
                AuditSession(
                    site: command.site.text, till: command.till, cash: command.counted.count,
                    occurredAt: command.occurredAt))
        case .moveCash(let command):
            .cashMoved(
                AuditCash(
                    site: command.site.text, till: command.till, isDrop: command.purpose == .drop,
                    amount: command.amount.count,
                    occurredAt: command.occurredAt))
        case .sell(let command): .sale(command.heard)
        case .void(let command):
            .void(
                AuditVoid(
                    receipt: AuditReceiptName(
                        site: command.site.text, till: command.till, number: command.number.count),
                    occurredAt: command.occurredAt))
        case .receive(let command):
            .delivery(
                AuditDelivery(
                    site: command.site.text, isOpening: command.origin == .opening, occurredAt: command.occurredAt,
                    lines: command.lines.map {
                        .init(product: $0.product.text, quantity: $0.quantity.count, value: $0.value.count)
                    }))
        case .correctCost(let correction):
            .costCorrected(
                AuditCostCorrection(
                    delivery: correction.deliveryKey, line: correction.line, amount: correction.amount,
                    occurredAt: correction.occurredAt))
        case .ship(let command):
            .shipment(
                AuditShipment(
                    site: command.site.text, destination: command.destination.text, occurredAt: command.occurredAt,
                    lines: command.lines.map { .init(product: $0.product.text, quantity: $0.quantity.count) }))
        case .arrive(let arrival):
            .arrival(
                AuditArrival(
                    shipment: arrival.shipmentKey, occurredAt: arrival.occurredAt,
                    differences: Dictionary(
                        arrival.differences.map { ($0.line, $0.quantity.count) }, uniquingKeysWith: { _, last in last })
                ))
        case .adjust(let command):
            .adjustment(
                AuditAdjustment(
                    site: command.site.text, reason: command.reason, occurredAt: command.occurredAt,
                    lines: command.lines.map { .init(product: $0.product.text, quantity: $0.quantity.count) }))
        case .count(let command):
            .count(
                AuditCount(
                    site: command.site.text, occurredAt: command.occurredAt,
                    lines: command.lines.map { .init(product: $0.product.text, quantity: $0.counted.count) }))
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
            name: AuditReceiptName(site: site.text, till: till, number: number.count), occurredAt: occurredAt,
            lines: lines.map { line in
                AuditSale.Line(
                    product: line.product.text, quantity: line.quantity.count, list: line.list?.count,
                    discount: (line.discounts ?? []).reduce(0) { $0 + $1.amount.count },
                    discounts: (line.discounts ?? []).map { "\($0.kind) \($0.amount)" }, tax: line.tax?.count,
                    returned: line.returned.map { heard($0) }, reference: line.reference)
            },
            basketDiscount: basketDiscount?.count ?? 0,
            tenders: tenders.map { tender in
                AuditSale.Tender(
                    kind: tender.kind, amount: tender.amount.count, reference: tender.reference,
                    foreign: tender.foreign.map { .init(amount: $0.amount.count, rate: $0.rate.count) })
            }, isExempt: exemption != nil)
    }

    private func heard(_ returned: ReturnedArticle) -> AuditSale.Returned {
        let receipt = returned.number.map { number in
            AuditReceiptName(site: returned.site?.text ?? site.text, till: returned.till ?? 0, number: number.count)
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
                    code: command.code.text,
                    rates: command.rates.map {
                        .init(taxClass: $0.taxClass, validFrom: $0.validFrom, millionths: $0.millionths.count)
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
