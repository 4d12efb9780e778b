// SPDX-License-Identifier: Apache-2.0

import Kernel

/// The trade of a sample chain, one business day after the other.
///
/// It remembers what a chain remembers: stock, the numbers of tills, gift cards, what customers will bring back. A
/// copy goes on by itself, and goes on alike. The last day may be followed by one more on which nothing happens but
/// late receipts arrive.
package struct SampleTrade: Sequence, IteratorProtocol, Sendable {
    let chain: SampleChain
    let options: TradeOptions
    private(set) var demand: Demand
    var shelves: [Shelf]
    var stores: [StoreMemory]
    /// Cost of one unit of each product today, in minor units.
    var costs: [Int64]
    /// On the road until tomorrow morning, at most one lorry a store.
    var lorries: [Int: TradeTransfer] = [:]
    /// The products of each supplier.
    let assortment: [SupplierCode: [Int]]
    var transfersMade = 0
    var notesMade: [SupplierCode: Int] = [:]
    private(set) var today: Day
    private var daysDone = 0
    private var late: [TradeEvent] = []

    init(of chain: SampleChain, options: TradeOptions) {
        self.chain = chain
        self.options = options
        demand = Demand(of: chain, receiptsPerStoreDay: options.receiptsPerStoreDay)
        shelves = Array(repeating: Shelf(products: chain.products.count), count: chain.stores.count + 1)
        stores = chain.stores.map { StoreMemory(of: $0) }
        costs = chain.products.map(\.cost)
        today = chain.firstDay
        let products = chain.products
        assortment = Dictionary(grouping: demand.stocked) { products[$0].supplier }
    }

    /// Thousandths of a product's unit that truly lie at a store or at the distribution centre now.
    package func present(_ product: ProductCode, at site: SiteCode) -> Int64 {
        guard let place = chain.sites.firstIndex(where: { $0.code == site }), shelves.indices.contains(place) else {
            return 0
        }
        return shelves[place].present[chain.index(of: product)]
    }

    package mutating func next() -> TradeDay? {
        guard daysDone < chain.days else { return lastArrivals() }
        let clock = DayClock(chain.firstDay.advanced(by: daysDone), of: chain)
        daysDone += 1
        var journal = Journal(clock)
        today = clock.day
        if options.parts.contains(.seasons) { demand.turn(to: Season(of: today)) }
        listNewProducts(&journal)
        if clock.number == 0 { openStock(&journal) }
        if options.parts.contains(.costDrift), clock.day.weekday == 1, clock.number > 0 { driftCosts(clock) }
        let prices = PriceBook(of: chain, on: clock.day, promotions: options.parts.contains(.promotions))
        for store in stores.indices {
            unloadLorry(at: store, &journal)
            takeDeliveries(at: store, &journal)
            trade(at: store, prices, &journal)
        }
        takeDeliveries(at: stores.count, &journal)
        if daysDone < chain.days { loadLorries(&journal) }
        return close(journal)
    }

    /// Before anyone is at work, so that the goods that come today are known.
    private func listNewProducts(_ journal: inout Journal) {
        let new = chain.products.filter { $0.firstDay == today }
        guard !new.isEmpty else { return }
        journal.note(.productsListed(new.map(\.code)), at: second(4, 10), site: chain.headOffice.code)
    }

    /// The distribution centre's place among the shelves.
    var centre: Int { stores.count }

    private mutating func trade(at store: Int, _ prices: PriceBook, _ journal: inout Journal) {
        var day = StoreDay(
            store: store, site: chain.sites[store], chain: chain, options: options, demand: demand, prices: prices,
            memory: stores[store], shelf: shelves[store], journal: journal)
        day.run()
        stores[store] = day.memory
        shelves[store] = day.shelf
        journal = day.journal
        for (offset, leaving) in stores[store].comingBackElsewhere.enumerated() {
            let other = (store + 1 + offset) % stores.count
            stores[other].comingBack[leaving.day, default: []].append(leaving.goods)
        }
        stores[store].comingBackElsewhere = []
    }

    private mutating func close(_ journal: Journal) -> TradeDay {
        let happened = inOrder(journal.events, by: \.occurredAt)
        let arriving = inOrder(late + happened + journal.repeats, by: \.arrivesAt)
        let end = journal.clock.nextMidnight
        late = arriving.filter { $0.arrivesAt >= end }
        return TradeDay(
            day: journal.clock.day, happened: happened, arrivals: arriving.filter { $0.arrivesAt < end },
            thefts: journal.thefts)
    }

    private mutating func lastArrivals() -> TradeDay? {
        guard !late.isEmpty else { return nil }
        defer { late = [] }
        return TradeDay(
            day: chain.firstDay.advanced(by: chain.days), happened: [], arrivals: late, thefts: [])
    }
}

/// What one day brings, in the order in which the simulator thinks of it.
struct Journal {
    let clock: DayClock
    private(set) var events: [TradeEvent] = []
    /// Second arrivals of some of the events.
    private(set) var repeats: [TradeEvent] = []
    var thefts: [TradeTheft] = []

    init(_ clock: DayClock) { self.clock = clock }

    /// - Parameters:
    ///   - second: seconds after midnight.
    ///   - arrives: when the back office hears of it; at once when nil.
    mutating func note(_ happening: TradeHappening, at second: Int, site: SiteCode, arrives: Instant? = nil) {
        let instant = clock.at(second)
        events.append(
            TradeEvent(site: site, occurredAt: instant, arrivesAt: arrives ?? instant, happening: happening))
    }

    mutating func noteOpening(_ stock: TradeOpeningStock, site: SiteCode) {
        events.append(
            TradeEvent(
                site: site, occurredAt: clock.midnight, arrivesAt: clock.midnight, happening: .openingStock(stock)))
    }

    /// The last event arrives once more.
    mutating func repeatLast(after seconds: Int64) {
        guard let last = events.last else { return }
        repeats.append(
            TradeEvent(
                site: last.site, occurredAt: last.occurredAt, arrivesAt: last.arrivesAt.adding(seconds: seconds),
                happening: last.happening))
    }
}

/// Sorted by time; what is simultaneous keeps its order.
private func inOrder(_ events: [TradeEvent], by time: KeyPath<TradeEvent, Instant>) -> [TradeEvent] {
    events.enumerated()
        .sorted { ($0.element[keyPath: time], $0.offset) < ($1.element[keyPath: time], $1.offset) }
        .map(\.element)
}
