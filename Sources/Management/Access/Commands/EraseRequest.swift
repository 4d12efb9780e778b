// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// What a request said is forgotten, because it names a person who has a right to that.
///
/// Who asked for what command when, and what came of it, stays; so does the sealed digest of the request, by which nobody
/// learns what it said.
package struct EraseRequest: Command {
    package let actor: Code<Actor>
    package let request: String
    package let reason: String

    package init(actor: Code<Actor>, request: String, reason: String) {
        self.actor = actor
        self.request = request
        self.reason = reason
    }

    package static let form = Form(
        "erase-request", at: "access/request-erasures", may: "access.erase", .wish, keepsRequest: false,
        "Erase what a request said; that it was made, and what came of it, stays.",
        Shape<EraseRequest>(
            Field("actor", \.actor, "Who asked."),
            Field("request", \.request, "The idempotency key of the request, as the audit shows it.", in: 1...200),
            Field("reason", \.reason, "Why it may be erased.", in: 1...500, example: "wish of the person it names"),
            make: EraseRequest.init))

    package func run(_ tx: Transaction) throws -> Done {
        let asked = try at(\.actor) { try AccessReading.required(actor: actor, tx) }
        guard try CommandLog.erase(of: asked, key: request, tx) else {
            throw refusal(AccessRefusal.noSuchRequest(request), at: \.request)
        }
        try tx.publish(RequestErased(actor: asked, reason: reason))
        return Done()
    }
}
