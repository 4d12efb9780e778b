// SPDX-License-Identifier: Apache-2.0

/// A currency of ISO 4217: its three letters, its three-digit number, and how many decimals its minor unit has.
public struct Currency: Hashable, Sendable {
    /// The ISO 4217 number, for example 840; this is what tables store.
    public let number: Int64
    public let code: String
    /// Decimals of the minor unit: 2 for the cent, 0 for the yen, 3 for the Bahraini fils.
    public let decimals: Int

    /// The currency of a three-letter code in upper case, or nil when ISO 4217 lists none.
    public init?(code: String) {
        guard let known = Self.byCode[code] else { return nil }
        self = known
    }

    /// The currency of an ISO 4217 number, or nil when ISO 4217 lists none.
    public init?(number: Int64) {
        guard let known = Self.byNumber[number] else { return nil }
        self = known
    }

    /// Minor units in one major unit: 100 for the dollar, 1 for the yen.
    public var minorPerMajor: Int64 { powerOfTen(decimals) }

    public static let usd = Currency(840, "USD", 2)
    public static let eur = Currency(978, "EUR", 2)
    public static let gbp = Currency(826, "GBP", 2)
    public static let jpy = Currency(392, "JPY", 0)

    /// Every currency of ISO 4217 list one that has a minor unit, by code.
    public static let all: [Currency] = byCode.values.sorted { $0.code < $1.code }

    private init(_ number: Int64, _ code: String, _ decimals: Int) {
        self.number = number
        self.code = code
        self.decimals = decimals
    }

    private static let byNumber = Dictionary(uniqueKeysWithValues: byCode.values.map { ($0.number, $0) })
    private static let byCode: [String: Currency] = {
        var table: [String: Currency] = [:]
        for entry in list.split(whereSeparator: \.isWhitespace) {
            let decimals = entry.last.flatMap(\.wholeNumberValue) ?? 2
            let code = String(entry.prefix(3))
            guard let number = Int64(entry.dropFirst(3).dropLast(2)) else { continue }
            table[code] = Currency(number, code, decimals)
        }
        return table
    }()

    /// Code, number and decimals, from the ISO 4217 maintenance agency's list one.
    private static let list = """
        AED784/2 AFN971/2 ALL008/2 AMD051/2 AOA973/2 ARS032/2 AUD036/2 AWG533/2 AZN944/2 BAM977/2 BBD052/2 BDT050/2
        BGN975/2 BHD048/3 BIF108/0 BMD060/2 BND096/2 BOB068/2 BOV984/2 BRL986/2 BSD044/2 BTN064/2 BWP072/2 BYN933/2
        BZD084/2 CAD124/2 CDF976/2 CHE947/2 CHF756/2 CHW948/2 CLF990/4 CLP152/0 CNY156/2 COP170/2 COU970/2 CRC188/2
        CUP192/2 CVE132/2 CZK203/2 DJF262/0 DKK208/2 DOP214/2 DZD012/2 EGP818/2 ERN232/2 ETB230/2 EUR978/2 FJD242/2
        FKP238/2 GBP826/2 GEL981/2 GHS936/2 GIP292/2 GMD270/2 GNF324/0 GTQ320/2 GYD328/2 HKD344/2 HNL340/2 HTG332/2
        HUF348/2 IDR360/2 ILS376/2 INR356/2 IQD368/3 IRR364/2 ISK352/0 JMD388/2 JOD400/3 JPY392/0 KES404/2 KGS417/2
        KHR116/2 KMF174/0 KPW408/2 KRW410/0 KWD414/3 KYD136/2 KZT398/2 LAK418/2 LBP422/2 LKR144/2 LRD430/2 LSL426/2
        LYD434/3 MAD504/2 MDL498/2 MGA969/2 MKD807/2 MMK104/2 MNT496/2 MOP446/2 MRU929/2 MUR480/2 MVR462/2 MWK454/2
        MXN484/2 MXV979/2 MYR458/2 MZN943/2 NAD516/2 NGN566/2 NIO558/2 NOK578/2 NPR524/2 NZD554/2 OMR512/3 PAB590/2
        PEN604/2 PGK598/2 PHP608/2 PKR586/2 PLN985/2 PYG600/0 QAR634/2 RON946/2 RSD941/2 RUB643/2 RWF646/0 SAR682/2
        SBD090/2 SCR690/2 SDG938/2 SEK752/2 SGD702/2 SHP654/2 SLE925/2 SOS706/2 SRD968/2 SSP728/2 STN930/2 SVC222/2
        SYP760/2 SZL748/2 THB764/2 TJS972/2 TMT934/2 TND788/3 TOP776/2 TRY949/2 TTD780/2 TWD901/2 TZS834/2 UAH980/2
        UGX800/0 USD840/2 USN997/2 UYI940/0 UYU858/2 UYW927/4 UZS860/2 VED926/2 VES928/2 VND704/0 VUV548/0 WST882/2
        XAF950/0 XCD951/2 XCG532/2 XOF952/0 XPF953/0 YER886/2 ZAR710/2 ZMW967/2 ZWG924/2
        """
}

extension Currency: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let known = Currency(code: code) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected an ISO 4217 currency code such as USD, found \(code)")
        }
        self = known
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

/// Ten to the power of a small, non-negative exponent.
func powerOfTen(_ exponent: Int) -> Int64 {
    precondition((0...18).contains(exponent), "ten to the 18th is the largest power in 64 bits")
    return (0..<exponent).reduce(1) { power, _ in power * 10 }
}
