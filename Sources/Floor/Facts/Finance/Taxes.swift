// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// Which account a tax belongs to.
public enum TaxKind: String, Choice {
    /// Added to the price and owed to the state, as in the United States.
    case salesTax
    /// Value added tax on what is sold.
    case outputVAT
}

/// A jurisdiction taxes at these rates from these days on, beside those it told before.
public struct JurisdictionSet: Fact, Shaped, Equatable {
    public static let name = "JurisdictionSet"

    public struct Rate: Shaped, Equatable {
        public let taxClass: String
        public let validFrom: Day
        public let rate: Millionths

        public init(taxClass: String, validFrom: Day, rate: Millionths) {
            self.taxClass = taxClass
            self.validFrom = validFrom
            self.rate = rate
        }

        public static let shape = Shape<Rate>(
            Field("taxClass", \.taxClass, "The class of products it is for."),
            Field("validFrom", \.validFrom, "The first day on which it holds."),
            Field("rate", \.rate, "The rate."),
            make: Rate.init)
    }

    public let jurisdiction: ID<Jurisdiction>
    public let kind: TaxKind
    public let rounding: String
    /// Nil in what was told before anyone was asked.
    public let ties: String?
    public let rates: [Rate]

    public init(
        jurisdiction: ID<Jurisdiction>, kind: TaxKind, rounding: String, ties: String? = nil, rates: [Rate]
    ) {
        self.jurisdiction = jurisdiction
        self.kind = kind
        self.rounding = rounding
        self.ties = ties
        self.rates = rates
    }

    public static let shape = Shape<JurisdictionSet>(
        Field("jurisdiction", \.jurisdiction, "Who taxes."), Field("kind", \.kind, "Which tax it charges."),
        Field("rounding", \.rounding, "At which sum its tax is rounded."),
        Field("ties", \.ties, "Where half of the smallest coin goes."), Field("rates", \.rates, "What was told."),
        make: JurisdictionSet.init)
}

/// These jurisdictions, and no others, tax what a site sells from now on.
public struct JurisdictionsAssigned: Fact, Shaped, Equatable {
    public static let name = "JurisdictionsAssigned"

    public let site: ID<Site>
    public let jurisdictions: [ID<Jurisdiction>]

    public init(site: ID<Site>, jurisdictions: [ID<Jurisdiction>]) {
        self.site = site
        self.jurisdictions = jurisdictions
    }

    public static let shape = Shape<JurisdictionsAssigned>(
        Field("site", \.site, "Where it is sold."), Field("jurisdictions", \.jurisdictions, "Who taxes it."),
        make: JurisdictionsAssigned.init)
}
