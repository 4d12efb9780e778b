// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// What the night and the doors bring before people.
extension MatterKind {
    static let clearingOld = MatterKind(
        "clearing-old", "Money waits in a clearing account",
        unanswered: "It stays on its way in the books, and every night asks again.")

    package static let proofFails = MatterKind(
        "proof-fails", "The books do not prove themselves",
        unanswered: "The proof fails every night, and what is reported from these figures may be wrong.")

    package static let forbiddenEvent = MatterKind(
        "forbidden-event", "Something happened that whoever told of it may not do",
        unanswered: "It stays out of the books, though money or goods may have moved.")

    package static let strayMembers = MatterKind(
        "stray-members", "A program says what nobody knows here",
        unanswered: "What is known goes on being taken, and the rest stays unread.")
}
