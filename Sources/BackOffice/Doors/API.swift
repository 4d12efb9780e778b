// SPDX-License-Identifier: Apache-2.0

import Access
import Kernel
import Store
package import Web

/// The door for programs: every command of the registry at its own address, over the one desk.
///
/// `POST /api/sales/receipts` takes the JSON that `nightshift do complete-sale` takes and gives the same answer. Who
/// comes is known by a key, what was done by an `Idempotency-Key`. `GET /api/openapi.json` describes them all.
package enum API {
    package static func routes(of office: BackOffice) -> [Route] {
        let description = OpenAPI(office.house.commands.values).json
        return [
            Route(.get, "/api/openapi.json") { _ in .json(description) },
            Route(.post, "/api/{system}/{noun}") { request in try await answer(to: request, in: office) },
        ]
    }

    private static func answer(to request: Request, in office: BackOffice) async throws -> Response {
        do {
            return .json(try await perform(request, in: office))
        } catch {
            guard let answer = answer(to: error) else { throw error }
            return answer
        }
    }

    /// What a program is told of an error; nil for one that is ours and not the program's.
    package static func answer(to error: any Error) -> Response? {
        switch error {
        case let refusal as any Refusal:
            return problem(refusal)
        case StoreFault.busy(let reason), StoreFault.conflict(let reason), StoreFault.uncertain(let reason),
            StoreFault.interrupted(let reason):
            var answer = problem(
                503, "store.busy", "The back office is busy: \(reason). Send the same request with the same key again.")
            answer.headers.append(("retry-after", "1"))
            return answer
        case StoreFault.diskFull(let reason), StoreFault.inputOutput(let reason), StoreFault.readOnly(let reason):
            var answer = problem(
                503, "store.unavailable",
                "The data cannot be written now: \(reason). Send the same request with the same key again.")
            answer.headers.append(("retry-after", "10"))
            return answer
        default: return nil
        }
    }

    /// Runs the command that lives at the request's address, as the actor of its key.
    ///
    /// - Throws: `APIRefusal` before the desk is reached; whatever the desk and the command refuse.
    package static func perform(_ request: Request, in office: BackOffice) async throws -> [UInt8] {
        let actor = try await actor(of: request, in: office)
        let address = "\(request["system"])/\(request["noun"])"
        guard let command = office.house.addresses[address] else { throw APIRefusal.noSuchAddress(address) }
        guard let key = request.headers["idempotency-key"], (1...200).contains(key.utf8.count) else {
            throw APIRefusal.noIdempotencyKey
        }
        return try await office.perform(named: command, request.body, as: actor, key: key)
    }

    private static func actor(of request: Request, in office: BackOffice) async throws -> ID<Actor> {
        let words = (request.headers["authorization"] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw APIRefusal.noKey }
        let digest = APIKeySecret(words[1]).sha256
        guard let actor = try await office.store.read({ try AccessReading.actor(apiKey: digest, $0) }) else {
            throw APIRefusal.noKey
        }
        return actor
    }

    private static func problem(_ refusal: any Refusal) -> Response {
        var answer = problem(status(of: refusal), refusal.code, refusal.sentence, field: refusal.field)
        if answer.status == 401 { answer.headers.append(("www-authenticate", "Bearer")) }
        return answer
    }

    private static func status(of refusal: any Refusal) -> Int {
        switch refusal {
        case APIRefusal.noKey: 401
        case APIRefusal.noSuchAddress, CommandRefusal.unknown: 404
        case APIRefusal.noIdempotencyKey: 400
        case CommandRefusal.forbidden: 403
        case CommandRefusal.keyReused: 409
        default: 422
        }
    }

    /// A problem as RFC 9457 writes it, with the refusal's code and the field it belongs to.
    private static func problem(_ status: Int, _ code: String, _ sentence: String, field: String? = nil) -> Response {
        var json = JSONWriter()
        json.object { json in
            json.key("type")
            json.string("about:blank")
            json.key("status")
            json.integer(Int64(status))
            json.key("code")
            json.string(code)
            json.key("detail")
            json.string(sentence)
            guard let field else { return }
            json.key("field")
            json.string(field)
        }
        return Response(
            status: status,
            headers: [("content-type", "application/problem+json"), ("cache-control", "no-store")], body: json.bytes)
    }
}

/// Why a request did not reach the desk.
package enum APIRefusal: Refusal, Equatable {
    case noKey
    case noSuchAddress(String)
    case noIdempotencyKey

    package var code: String {
        switch self {
        case .noKey: "api.no-key"
        case .noSuchAddress: "api.no-such-address"
        case .noIdempotencyKey: "api.no-idempotency-key"
        }
    }

    package var sentence: String {
        switch self {
        case .noKey:
            "Send `Authorization: Bearer KEY` with a key that `nightshift do issue-api-key` gave and nobody revoked."
        case .noSuchAddress(let address):
            "No command lives at /api/\(address). `nightshift do --list` shows them all with their addresses."
        case .noIdempotencyKey:
            "Send an `Idempotency-Key` of 1 to 200 bytes, one for each thing to be done; the same again changes nothing."
        }
    }

    package var field: String? {
        switch self {
        case .noKey: "Authorization"
        case .noSuchAddress: nil
        case .noIdempotencyKey: "Idempotency-Key"
        }
    }
}
