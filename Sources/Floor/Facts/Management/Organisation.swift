// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A company keeps books from now on.
public struct CompanyRegistered: CompanyFact, Shaped, Equatable {
    public static let name = "CompanyRegistered"

    public let company: ID<Company>
    public let currency: Currency

    public init(company: ID<Company>, currency: Currency) {
        self.company = company
        self.currency = currency
    }

    public static let shape = Shape<CompanyRegistered>(
        Field("company", \.company, "Whose books it is in."),
        Field("currency", \.currency, "The currency of its amounts."),
        make: CompanyRegistered.init)
}

/// A store, a warehouse or a head office belongs to a company from now on.
public struct SiteOpened: CompanyFact, Shaped, Equatable {
    public static let name = "SiteOpened"

    public let site: ID<Site>
    public let company: ID<Company>
    public let code: String

    public init(site: ID<Site>, company: ID<Company>, code: String) {
        self.site = site
        self.company = company
        self.code = code
    }

    public static let shape = Shape<SiteOpened>(
        Field("site", \.site, "Where."),
        Field("company", \.company, "Whose books it is in."),
        Field("code", \.code, "What it is called in commands and reports."),
        make: SiteOpened.init)
}

/// A company's policy says something else from now on.
public struct PolicyChanged: CompanyFact, Shaped, Equatable {
    public static let name = "PolicyChanged"

    public let company: ID<Company>
    public let policy: String
    public let value: Int64

    public init(company: ID<Company>, policy: String, value: Int64) {
        self.company = company
        self.policy = policy
        self.value = value
    }

    public static let shape = Shape<PolicyChanged>(
        Field("company", \.company, "Whose books it is in."),
        Field("policy", \.policy, "The policy's name."),
        Field("value", \.value, "What holds from now on."),
        make: PolicyChanged.init)
}

/// A company does without a system from now on, or with it again.
public struct SystemSwitched: CompanyFact, Shaped, Equatable {
    public static let name = "SystemSwitched"

    public let company: ID<Company>
    public let system: String
    public let state: State

    public enum State: String, Choice {
        case off
        /// It takes up what it missed and answers nothing else until it has.
        case returning
        case on
    }

    public init(company: ID<Company>, system: String, state: State) {
        self.company = company
        self.system = system
        self.state = state
    }

    public static let shape = Shape<SystemSwitched>(
        Field("company", \.company, "Whose books it is in."),
        Field("system", \.system, "The system's name."),
        Field("state", \.state, "Whether it works from now on."),
        make: SystemSwitched.init)
}

/// A system that returns has answered what the log says of its company, up to one fact.
public struct MissedFactsAnswered: CompanyFact, Shaped, Equatable {
    public static let name = "MissedFactsAnswered"

    public let company: ID<Company>
    public let system: String
    /// The sequence of the last fact that was looked at.
    public let through: Int64

    public init(company: ID<Company>, system: String, through: Int64) {
        self.company = company
        self.system = system
        self.through = through
    }

    public static let shape = Shape<MissedFactsAnswered>(
        Field("company", \.company, "Whose books it is in."),
        Field("system", \.system, "The system's name."),
        Field("through", \.through, "The sequence of the last fact that was looked at.", in: 1...),
        make: MissedFactsAnswered.init)
}
