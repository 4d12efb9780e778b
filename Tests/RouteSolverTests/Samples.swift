// SPDX-License-Identifier: Apache-2.0

/// Small files of our own, one for each format and each part that a format may have.
enum Samples {
    static let capacitated = """
        NAME : sample-n5
        COMMENT : "five places, made by hand: no set"
        TYPE : CVRP
        DIMENSION : 5
        EDGE_WEIGHT_TYPE : EUC_2D
        CAPACITY : 10
        NODE_COORD_SECTION
        1 0 0
        2 3 4
        3 6 8
        5 1.5 2.5
        4 0 1e1
        DEMAND_SECTION
        1 0
        2 4
        3 5
        4 6
        5 1
        DEPOT_SECTION
         1
         -1
        EOF

        """

    static let windows = """
        NAME : sample-windows
        TYPE : CVRPTW
        DIMENSION : 3
        VEHICLES : 2
        CAPACITY : 10
        SERVICE_TIME : 7
        EDGE_WEIGHT_TYPE : EUC_2D
        NODE_COORD_SECTION
        1 0 0
        2 3 4
        3 1 1
        DEMAND_SECTION
        1 0
        2 4
        3 5
        TIME_WINDOW_SECTION
        1 0 100
        2 10 20
        3 5 50
        DEPOT_SECTION
        1
        -1
        EOF
        """

    static let fleet = """
        NAME: sample-fleet
        TYPE: HFVRP
        DIMENSION: 4
        VEHICLES: 4
        EDGE_WEIGHT_TYPE: EUC_2D
        NODE_COORD_SECTION
        1	0	0
        2	3	4
        3	6	8
        4	0	5
        DEMAND_SECTION
        1	0
        2	4
        3	5
        4	6
        CAPACITY_SECTION
        1	10
        2	10
        3	6
        4	6
        VEHICLES_FIXED_COST_SECTION
        1	500
        2	500
        3	300
        4	300
        VEHICLES_UNIT_DISTANCE_COST_SECTION
        1	100
        2	100
        3	83
        4	84
        DEPOT_SECTION
        1
        EOF
        """

    static let depots = """
        NAME : sample-depots
        TYPE : PCVRPTW
        DIMENSION : 4
        VEHICLES : 2
        CAPACITY : 9
        VEHICLES_MAX_DURATION : 90
        EDGE_WEIGHT_TYPE : EXPLICIT
        EDGE_WEIGHT_FORMAT : LOWER_ROW
        EDGE_WEIGHT_SECTION
        12
        13 23 14
        24 34
        DEMAND_SECTION
        1 0
        2 0
        3 4
        4 5
        SERVICE_TIME_SECTION
        1 0
        2 0
        3 8
        4 9
        PRIZE_SECTION
        1 0
        2 0
        3 55
        4 0
        VEHICLES_DEPOT_SECTION
        1 1
        2 2
        VEHICLES_MAX_DISTANCE_SECTION
        1 70
        2 80
        DEPOT_SECTION
        1
        2
        -1
        EOF
        """

    static let solomon = """
        S3

        VEHICLE
        NUMBER     CAPACITY
          2          20

        CUSTOMER
        CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

            0      40         50          0          0        100          0
            1      45         68         10         12         67         90
            2      45         70         30         25         70         90
        """

    static let json = """
        {
          "name": "sample day",
          "units": {"distancePerPrice": 1000, "timePerPrice": 3600, "decimals": 2},
          "dimensions": ["grams", "litres"],
          "objective": "vehicles-first",
          "travel": {"crow": {"rounding": "round", "detourPercent": 130, "speedDistance": 10, "speedTime": 1}},
          "depots": [
            {"name": "north", "latitude": 52.52, "longitude": 13.405, "window": [21600, 79200]},
            {"name": "south", "latitude": 52.4, "longitude": 13.1}
          ],
          "vehicles": [
            {"name": "van", "count": 3, "start": "south", "end": "north", "capacity": {"grams": 800000, "litres": 4000},
             "fixedPrice": 9000, "distancePrice": 45, "timePrice": 2400, "shift": [25200, 61200],
             "longestDistance": 200000, "longestTime": 32400, "skills": ["tail-lift"], "temperatures": ["chilled"]},
            {"name": "truck", "count": null, "capacity": {"grams": 9000000}}
          ],
          "stops": [
            {"name": "S1", "latitude": 52.5, "longitude": 13.4, "deliver": {"grams": 120000}, "collect": {"litres": 30},
             "serviceTime": 300, "windows": [[28800, 36000], [50400, null]], "skills": ["tail-lift"],
             "temperature": "chilled", "price": 5000, "priority": 2},
            {"name": "S2", "latitude": 52.6, "longitude": -1.5e-1}
          ]
        }
        """

    static let jsonMatrix = """
        {"dimensions": [], "travel": {"matrix": {"code": "Ok", "distances": [[0, 10.4], [10.5, 0]],
          "durations": [[0, 1], [2, 0]], "sources": [{"location": [1.5, 2.5]}]}},
         "depots": [{"name": "D", "row": 1, "x": 1, "y": 2}], "vehicles": [{"name": "v"}], "stops": [{"name": "S", "row": 0}]}
        """

    static let all = [capacitated, windows, fleet, depots, solomon, json, jsonMatrix]
}
