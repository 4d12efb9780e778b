// SPDX-License-Identifier: Apache-2.0

package import Kernel

extension MatterKind {
    package static let transferLate = MatterKind(
        "transfer-late", "A transfer did not arrive",
        unanswered: "Its goods stay in transit in the books, and every night asks again.")

    static let countDifference = MatterKind(
        "count-difference", "A count differs by more than policy allows",
        unanswered: "The stock stands as counted, and the difference stays posted as shrink.")

    static let countUnknown = MatterKind(
        "count-unknown", "A count names what is not ours", unanswered: "What was left out stays uncounted.")

    static let deliveryUnknown = MatterKind(
        "delivery-unknown", "A delivery names what is not ours",
        unanswered: "What was left out lies in the shop and not in the books.")
}
