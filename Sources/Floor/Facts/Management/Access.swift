// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// Someone or something may act from now on.
public struct ActorRegistered: Fact, Shaped, Equatable {
    public static let name = "ActorRegistered"

    public let actor: ID<Actor>
    public let kind: String

    public init(actor: ID<Actor>, kind: String) {
        self.actor = actor
        self.kind = kind
    }

    public static let shape = Shape<ActorRegistered>(
        Field("actor", \.actor, "Who may act."), Field("kind", \.kind, "A person, a program or a till."),
        make: ActorRegistered.init)
}

/// An actor holds a role from now on.
public struct RoleGranted: Fact, Shaped, Equatable {
    public static let name = "RoleGranted"

    public let actor: ID<Actor>
    public let role: String
    public let sites: [ID<Site>]?

    public init(actor: ID<Actor>, role: String, sites: [ID<Site>]? = nil) {
        self.actor = actor
        self.role = role
        self.sites = sites
    }

    public static let shape = Shape<RoleGranted>(
        Field("actor", \.actor, "Who holds it."), Field("role", \.role, "The role's name."),
        Field("sites", \.sites, "Where it holds; everywhere when left out."), make: RoleGranted.init)
}

/// An actor no longer holds a role.
public struct RoleRevoked: Fact, Shaped, Equatable {
    public static let name = "RoleRevoked"

    public let actor: ID<Actor>
    public let role: String

    public init(actor: ID<Actor>, role: String) {
        self.actor = actor
        self.role = role
    }

    public static let shape = Shape<RoleRevoked>(
        Field("actor", \.actor, "Who held it."), Field("role", \.role, "The role's name."), make: RoleRevoked.init)
}

/// A program may come over the API as an actor.
public struct APIKeyIssued: Fact, Shaped, Equatable {
    public static let name = "APIKeyIssued"

    public let apiKey: ID<APIKey>
    public let actor: ID<Actor>

    public init(apiKey: ID<APIKey>, actor: ID<Actor>) {
        self.apiKey = apiKey
        self.actor = actor
    }

    public static let shape = Shape<APIKeyIssued>(
        Field("apiKey", \.apiKey, "Names the key; it is no secret."), Field("actor", \.actor, "Who comes with it."),
        make: APIKeyIssued.init)
}

/// A key opens nothing from now on.
public struct APIKeyRevoked: Fact, Shaped, Equatable {
    public static let name = "APIKeyRevoked"

    public let apiKey: ID<APIKey>

    public init(apiKey: ID<APIKey>) { self.apiKey = apiKey }

    public static let shape = Shape<APIKeyRevoked>(
        Field("apiKey", \.apiKey, "The key that was revoked."), make: APIKeyRevoked.init)
}

/// What a request said was erased.
public struct RequestErased: Fact, Shaped, Equatable {
    public static let name = "RequestErased"

    public let actor: ID<Actor>
    public let reason: String

    public init(actor: ID<Actor>, reason: String) {
        self.actor = actor
        self.reason = reason
    }

    public static let shape = Shape<RequestErased>(
        Field("actor", \.actor, "Who had asked."), Field("reason", \.reason, "Why it may be erased."),
        make: RequestErased.init)
}
