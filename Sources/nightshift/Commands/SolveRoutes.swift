// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Foundation
public import RouteSolver
import RouteViews
import Synchronization

struct SolveRoutes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes",
        abstract: "Find the cheapest routes for a file of stops and vehicles.",
        discussion: """
            Reads VRPLIB (CVRP, VRPTW, fleets), the text of Solomon and of Gehring and Homberger, and our JSON with \
            the whole model: docs/ROUTE-FILES.md. Ctrl-C ends the search with the best that was found; twice, at once. \
            Where a solution X.sol lies beside X.vrp, the gap to it is told.

            With --check FILE.sol nothing is searched: the solution is judged from the definition of the model, and \
            what breaks a rule is named; it ends with 1 unless everything is served and no rule is broken.
            """)

    @Argument(help: "The file of stops and vehicles.") var file: String
    @OptionGroup var options: SolveOptions
    @Option(help: "How distances become whole: round, dimacs or exact; what the set usually does when left out.")
    var round: RouteRounding?
    @Option(help: "cost, or vehicles-first: fewest vehicles, then the cost; what the file says when left out.")
    var objective: RouteModel.Objective?
    @Option(help: ArgumentHelp("Write the routes there, as CVRPLIB does.", valueName: "file.sol")) var output: String?
    @Flag(help: "Write everything about the answer to standard output, as one JSON object.") var json = false
    @Option(help: ArgumentHelp("Write a map there.", valueName: "file.svg")) var svg: String?
    @Option(help: ArgumentHelp("Write GeoJSON there, for places on the earth.", valueName: "file.geojson"))
    var geojson: String?
    @Option(help: ArgumentHelp("Judge this solution instead of searching for one.", valueName: "file.sol"))
    var check: String?

    func validate() throws {
        guard check == nil || !options.isLimited else {
            throw ValidationError("--check judges a solution and searches for none, so it takes no budget")
        }
    }

    func run() throws {
        let told = try Complaint.explained { try outcome() }
        try FileHandle.put(told.text)
        guard told.holds else { throw ExitCode(1) }
    }

    /// What is told, and whether a solution that was judged holds. Files are written before.
    func outcome() throws -> (text: String, holds: Bool) {
        let clock = SolveClock()
        let model = try model()
        let files = try AnswerFiles(solution: output, map: svg, geojson: geojson, apartFrom: [file], for: model)
        let known = KnownPlan(beside: file, model)
        if let check { return try judge(check, model, known, files) }
        return (try solve(model, clock, known, files), true)
    }

    private func model() throws -> RouteModel {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        guard round == nil || RouteFile.format(of: bytes) != .json else {
            throw Complaint(
                "\(file) is of our own format, which says itself how distances become whole; leave --round out.")
        }
        do {
            var model = try RouteFile.model(bytes, rounding: round)
            if let objective { model.objective = objective }
            return model
        } catch { throw Complaint("\(file), \(error)") }
    }

    private func solve(_ model: RouteModel, _ clock: SolveClock, _ known: KnownPlan?, _ files: AnswerFiles) throws
        -> String
    {
        let report = SolveReport(model, known)
        let firstFeasible = Mutex<Double?>(nil)
        let begun = clock.seconds
        let solution = try Interruption.heard { interruption in
            let meter = SolveMeter(
                options.budget, clock, isInterrupted: { interruption.isAsked }, looked: { report.goesOn($0) })
            defer { report.end() }
            let search = try RouteSearch(model)
            return try search.run(
                within: RouteBudget(used: meter.used), seed: options.seed, threads: options.threads
            ) { _, progress in
                if progress.isFeasible { firstFeasible.withLock { $0 = $0 ?? clock.seconds - begun } }
                report.found(progress)
            }
        }
        let run = RouteAnswerJSON.Run(
            cpuSeconds: clock.cpuSeconds, seconds: clock.seconds, firstFeasibleSeconds: firstFeasible.withLock { $0 },
            iterations: solution.iterations, seed: solution.seed)
        try files.write(model, solution.answer)
        let gap = known?.gap(of: solution.answer.score)
        guard !json else { return RouteAnswerJSON(model, solution.answer).text(run, gap: gap) }
        let told = known.map { $0.told(solution.answer.score) } ?? ""
        let seconds = String(format: "%.1f s, %.1f s of processor time", run.seconds, run.cpuSeconds)
        return RouteSheet(model, solution.answer).text
            + "\n\(seconds), \(solution.iterations) iterations, seed \(solution.seed)\(told)\n"
    }

    /// A solution holds that serves everything and breaks no rule.
    private func judge(
        _ path: String, _ model: RouteModel, _ known: KnownPlan?, _ files: AnswerFiles
    ) throws -> (text: String, holds: Bool) {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        let solution: SolutionFile.Solution
        do { solution = try SolutionFile.solution(bytes, of: model) } catch { throw Complaint("\(path), \(error)") }
        let verdict = try RouteChecker(model).check(solution.plan)
        guard verdict.isLegal else {
            let judged = RouteVerdictText(model, verdict)
            return (json ? judged.json : judged.text, false)
        }
        let answer = try RouteTimetable(model).answer(solution.plan)
        try files.write(model, answer)
        let said = solution.cost.map { $0 == model.shown(answer.cost.total) ? "" : "; the file says \($0)" } ?? ""
        let sheet =
            RouteSheet(model, answer).text + "\nNo rule is broken\(said)\(known.map { $0.told(answer.score) } ?? "").\n"
        let text = json ? RouteAnswerJSON(model, answer).text(nil, gap: known?.gap(of: answer.score)) : sheet
        return (text, verdict.isFeasible)
    }
}

/// The files that an answer is written to.
private struct AnswerFiles {
    private let solution: OutputFile?
    private let map: OutputFile?
    private let geojson: OutputFile?

    /// Finds out before the search what could not be written after it.
    init(solution: String?, map: String?, geojson: String?, apartFrom read: [String], for model: RouteModel) throws {
        try OutputFile.check([solution, map, geojson].compactMap { $0 }, apartFrom: read)
        self.solution = try solution.map(OutputFile.init)
        self.map = try map.map(OutputFile.init)
        self.geojson = try geojson.map(OutputFile.init)
        try canDraw(model)
    }

    private func canDraw(_ model: RouteModel) throws {
        do {
            if map != nil { try RouteMap.check(model) }
            if geojson != nil { try RouteGeoJSON.check(model) }
        } catch { throw Complaint("\(error). Leave --svg or --geojson out.") }
    }

    func write(_ model: RouteModel, _ answer: RouteAnswer) throws {
        try solution?.write(SolutionFile.text(answer.plan, of: model, cost: answer.cost.total))
        try map?.write(RouteMap(model, answer).svg)
        try geojson?.write(RouteGeoJSON(model, answer).text)
    }
}

/// The line that shows on a terminal how far the search is.
private final class SolveReport: Sendable {
    private let line: ProgressLine?
    private let model: RouteModel
    private let known: KnownPlan?
    private let best = Mutex<RouteProgress?>(nil)

    init(_ model: RouteModel, _ known: KnownPlan?) {
        self.model = model
        self.known = known
        line = isatty(2) == 1 ? ProgressLine("making a first plan", patience: 0.3) : nil
    }

    func found(_ progress: RouteProgress) {
        guard line != nil else { return }
        best.withLock { $0 = progress }
        goesOn(progress.iterations)
    }

    func goesOn(_ iterations: Int) {
        guard let line, let progress = best.withLock({ $0 }) else { return }
        line.show(told(progress, iterations))
    }

    private func told(_ progress: RouteProgress, _ iterations: Int) -> String {
        let verdict = progress.isFeasible ? "" : ", not yet feasible"
        return "cost \(model.shown(progress.score.cost))\(verdict)\(known.map { $0.told(progress.score) } ?? ""), "
            + "\(progress.routes) routes, \(iterations) iterations"
    }

    func end() { line?.end() }
}

extension RouteRounding: ExpressibleByArgument {}
extension RouteModel.Objective: ExpressibleByArgument {}
