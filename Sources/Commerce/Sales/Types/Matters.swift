// SPDX-License-Identifier: Apache-2.0

import Kernel

extension MatterKind {
    static let tillOpen = MatterKind(
        "till-open", "A till was left open",
        unanswered: "Its cash stays uncounted in the drawer, and every night asks again.")

    static let tillFloat = MatterKind(
        "till-float", "A till was closed that nobody had opened",
        unanswered: "What was counted beyond its receipts stays in suspense.")

    static let tillDifference = MatterKind(
        "till-difference", "A till was over or short",
        unanswered: "The difference stays where it is posted, in cash over and short.")

    static let siteUnknown = MatterKind(
        "site-unknown", "Cash was told of at a site that is not open",
        unanswered: "What is told of the site stands at the head office.")

    static let receiptDoubt = MatterKind(
        "receipt-doubt", "A receipt could not be read in full",
        unanswered: "The receipt stands, and what it does not explain stays in suspense.")

    static let receiptMissing = MatterKind(
        "receipt-missing", "A receipt was voided that has not come",
        unanswered: "The void is kept until its receipt comes.")

    static let voucherOverdrawn = MatterKind(
        "voucher-overdrawn", "A gift card, store credit or deposit was spent below zero",
        unanswered: "What was given away stays owed by nobody, and stands in the account of the vouchers.")

    static let receiptTwice = MatterKind(
        "receipt-twice", "A receipt came again with other content",
        unanswered: "The first one stands.")
}
