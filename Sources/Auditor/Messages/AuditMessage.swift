// SPDX-License-Identifier: Apache-2.0

/// What was said to the back office, as the auditor hears it: plain values in codes, before any system read them.
package enum AuditMessage: Hashable, Sendable {
    case site(AuditSite)
    case authority(AuditAuthority)
    case product(AuditProduct)
    case tillTolerance(Int64)
    case booksClosed(AuditClosing)

    case sale(AuditSale)
    case void(AuditVoid)
    case sessionOpened(AuditSession)
    case sessionClosed(AuditSession)
    case cashMoved(AuditCash)

    case delivery(AuditDelivery)
    case costCorrected(AuditCostCorrection)
    case shipment(AuditShipment)
    case arrival(AuditArrival)
    case adjustment(AuditAdjustment)
    case count(AuditCount)
}
