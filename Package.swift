// swift-tools-version:6.2
// SPDX-License-Identifier: Apache-2.0
//
// The diagram of the house: every target, the folder it lives in, and what it may read.
// SwiftPM refuses cycles; `make check` refuses imports that are not declared here.

import PackageDescription

/// `make check` and `make test` turn every warning of ours into an error; a newer compiler does not stop `make run`.
let warnings: [SwiftSetting] =
    Context.environment["NIGHTSHIFT_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let strict: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
    ] + warnings

/// A room of the floor: what every system stands on.
func floor(_ name: String, reads: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: reads, path: "Sources/Floor/\(name)", exclude: exclude, swiftSettings: strict)
}

/// A solver: algorithms that a stranger could use, without a clock and without files of their own; or how its answers
/// are shown, which reads the solver.
func solver(_ name: String, shows solver: Target.Dependency? = nil) -> Target {
    .target(
        name: name, dependencies: ["Kernel"] + (solver.map { [$0] } ?? []), path: "Sources/Solvers/\(name)",
        exclude: ["README.md"], swiftSettings: strict)
}

/// The facts that one sector tells the others.
func facts(_ sector: String, reads: [Target.Dependency] = []) -> Target {
    .target(
        name: "\(sector)Facts", dependencies: ["Kernel"] + reads, path: "Sources/Floor/Facts/\(sector)",
        swiftSettings: strict)
}

let allFacts: [Target.Dependency] = ["ManagementFacts", "FinanceFacts", "LogisticsFacts", "CommerceFacts"]

/// A system of the back office: it stands on the floor, hears every sector's facts, and may ask the systems it names.
func system(_ name: String, in sector: String, reads: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: ["Imports", "Kernel", "Reports", "Store"] + allFacts + reads,
        path: "Sources/\(sector)/\(name)",
        exclude: ["README.md"], swiftSettings: strict)
}

/// The tests of a target, beside it by name.
func tests(
    of name: String, in folder: String? = nil, also: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(folder ?? name)Tests",
        dependencies: [.byName(name: name)] + (name == "Kernel" ? [] : ["Kernel"]) + also,
        path: "Tests/\(folder ?? name)Tests",
        resources: resources, swiftSettings: strict)
}

let allSystems: [Target.Dependency] = [
    "Organisation", "Access", "Taxes", "Accounting", "Catalogue", "Sales", "Warehouse", "Automation",
]

let package = Package(
    name: "nightshift",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "nightshift", targets: ["nightshift"]),
        .library(name: "Kernel", targets: ["Kernel"]),
        .library(name: "RouteSolver", targets: ["RouteSolver"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        floor("Kernel"),
        facts("Management"), facts("Finance"), facts("Logistics"), facts("Commerce", reads: ["FinanceFacts"]),
        floor("Reports", reads: ["Kernel"]),
        floor("Imports", reads: ["CZlib", "Kernel"]),
        floor("Store", reads: ["Imports", "Kernel", "Reports", .product(name: "Crypto", package: "swift-crypto")]),
        floor(
            "StoreSQLite",
            reads: [
                "Kernel", "Store", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .systemLibrary(
            name: "CPostgres", path: "Sources/Floor/CPostgres", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/Floor/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        floor("StorePostgres", reads: ["CPostgres", "Kernel", "Store"]),
        .target(
            name: "WebAssets", path: "Sources/Floor/WebAssets", exclude: ["assets"],
            cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),
        floor(
            "Web",
            reads: [
                "Kernel", "WebAssets", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .target(name: "PageSnapshots", dependencies: ["Web"], path: "Tests/PageSnapshots", swiftSettings: strict),
        tests(
            of: "Web", also: ["PageSnapshots", .product(name: "UnixSignals", package: "swift-service-lifecycle")]),
        .testTarget(
            name: "AutomationTests", dependencies: ["Automation", "Kernel", "PageSnapshots", "Web"],
            path: "Tests/AutomationTests", exclude: ["Snapshots"], swiftSettings: strict),

        solver("RouteSolver"),
        tests(of: "RouteSolver"),
        solver("RouteViews", shows: "RouteSolver"),
        tests(of: "RouteViews", also: ["RouteSolver"]),

        system("Organisation", in: "Management"),
        system("Access", in: "Management", reads: ["Organisation"]),
        system("Taxes", in: "Finance", reads: ["Organisation"]),
        system("Accounting", in: "Finance", reads: ["Organisation"]),
        system("Catalogue", in: "Commerce", reads: ["Taxes"]),
        system("Warehouse", in: "Logistics", reads: ["Organisation", "Catalogue"]),
        system("Sales", in: "Commerce", reads: ["Organisation", "Catalogue", "Taxes"]),
        system("Automation", in: "Management", reads: ["Organisation", "Accounting", "Web"]),

        .target(
            name: "BackOffice",
            dependencies: [
                "Imports", "Kernel", "Reports", "Store", "StoreSQLite", "StorePostgres", "Web",
                .product(name: "Crypto", package: "swift-crypto"),
            ] + allSystems + allFacts,
            path: "Sources/BackOffice", swiftSettings: strict),
        .target(
            name: "Trials",
            dependencies: [
                "Imports", "Kernel", "Reports", "Store", "StorePostgres", "BackOffice", "Simulator", "Auditor",
            ] + allSystems + allFacts,
            path: "Sources/Trials", exclude: ["README.md"], swiftSettings: strict),
        .target(
            name: "Simulator", dependencies: ["Kernel"], path: "Sources/Simulator", exclude: ["README.md"],
            swiftSettings: strict),
        tests(of: "Simulator"),
        .target(
            name: "Auditor", dependencies: ["Kernel", "CommerceFacts", "LogisticsFacts"], path: "Sources/Auditor",
            exclude: ["README.md"], swiftSettings: strict),
        tests(of: "Auditor", also: ["CommerceFacts", "LogisticsFacts"]),
        tests(of: "Organisation"),
        tests(of: "Taxes", also: ["FinanceFacts"]),
        tests(of: "Sales", also: ["Taxes", "Catalogue", "Organisation", "CommerceFacts", "FinanceFacts"]),
        tests(of: "Warehouse", also: ["LogisticsFacts"]),
        tests(of: "Accounting", also: allFacts),
        tests(
            of: "BackOffice",
            also: [
                "Imports", "Reports", "Store", "StoreSQLite", "StorePostgres", "TestEngines", "Simulator", "Trials",
                "Web",
            ] + allSystems + allFacts,
            resources: [.copy("Resources"), .copy("Golden"), .copy("Releases")]),

        .testTarget(
            name: "LittleSystemTests",
            dependencies: [
                "Imports", "Kernel", "Reports", "Store", "TestEngines", "Organisation", "Access", "Accounting",
                "Automation", "BackOffice", "Simulator", "Auditor", "Trials",
            ] + allFacts,
            path: "Tests/LittleSystemTests", swiftSettings: strict),

        .executableTarget(
            name: "nightshift",
            dependencies: [
                "Imports", "Kernel", "Reports", "Store", "BackOffice", "Simulator", "Trials", "Web", "Automation",
                "RouteSolver", "RouteViews",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/nightshift", swiftSettings: strict),

        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "nightshift", "Imports", "Kernel", "Store", "BackOffice", "TestEngines", "RouteSolver", "RouteViews",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/CommandLineTests", swiftSettings: strict),

        tests(of: "Kernel"),
        .target(
            name: "TestEngines", dependencies: ["Kernel", "Store", "StoreSQLite", "StorePostgres"],
            path: "Tests/TestEngines", swiftSettings: strict),
        tests(of: "Store", also: ["StoreSQLite", "StorePostgres", "TestEngines"]),
        .target(
            name: "FuzzReaders",
            dependencies: [
                "Imports", "Kernel", "Store", "StorePostgres", "Web", "BackOffice", "Trials", "Access", "CommerceFacts",
                "RouteSolver",
            ],
            path: "Tests/FuzzReaders", swiftSettings: strict),
        tests(of: "FuzzReaders", in: "Fuzz"),
        .testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: strict),
    ]
)

// It links libFuzzer, which nothing else does; `make fuzz` builds in a folder of its own.
if Context.environment["NIGHTSHIFT_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: ["FuzzReaders"], path: "Tests/Fuzz",
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
