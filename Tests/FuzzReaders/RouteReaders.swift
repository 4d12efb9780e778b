// SPDX-License-Identifier: Apache-2.0

import RouteSolver

/// The readers of models of routes. What is read can be driven, and the checker agrees about it.
enum RouteReaders {
    static let all: [FuzzReader] = [
        FuzzReader(
            "routes",
            [
                """
                NAME: a\nTYPE: HFVRP\nDIMENSION: 3\nVEHICLES: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 3 4
                3 6 8\nDEMAND_SECTION\n1 0\n2 4\n3 5\nCAPACITY_SECTION\n1 10\n2 9\nTIME_WINDOW_SECTION\n1 0 90\n2 1 8
                3 5 50\nDEPOT_SECTION\n1\n-1\nEOF
                """,
                """
                TYPE: CVRP\nDIMENSION: 3\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: LOWER_ROW
                EDGE_WEIGHT_SECTION\n3 4 5\nDEMAND_SECTION\n1 0\n2 4\n3 5\nDEPOT_SECTION\n1
                """,
                "S\nVEHICLE\nNUMBER CAPACITY\n2 20\nCUSTOMER\nCUST NO.\n0 40 50 0 0 99 0\n1 45 68 10 12 67 9",
                #"{"dimensions":["g"],"travel":{"matrix":{"distances":[[0,9],[8,0]],"times":[[0,1],[2,0]]}},"#
                    + #""depots":[{"name":"D","window":[1,90]}],"vehicles":[{"capacity":{"g":5},"timePrice":3}],"#
                    + #""stops":[{"deliver":{"g":2},"windows":[[3,4],[6,null]],"price":7,"skills":["x"]}]}"#,
            ]
        ) { text in
            let model = try RouteFile.model(Array(text.utf8))
            let plan = RoutePlan([.init(Array(model.stops.indices))])
            let checker = try RouteChecker(model)
            let isLegal = checker.check(plan).isLegal
            guard let answer = try? RouteTimetable(model).answer(plan) else { return precondition(!isLegal, text) }
            precondition(checker.check(answer).cost == answer.cost, text)
        }
    ]
}
