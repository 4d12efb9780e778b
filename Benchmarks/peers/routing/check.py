#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judges a CVRPLIB solution of a VRPLIB or Solomon instance, and prints one JSON line.

    check.py INSTANCE SOLUTION.sol [--round round|dimacs|exact]

A third opinion beside the solver and its checker: it needs Python only and shares no code with either. It knows
capacity, windows, service times, numbers of vehicles, and fleets of several types (a line of the solution for each
vehicle). `cost` is a whole number, `published` what it is published as: 7761 and 776.1 under `dimacs`.
"""
import argparse
import json
import math
import pathlib
import re

SCALE = {"round": 1, "dimacs": 10, "exact": 10_000}


class Instance:
    """Places from zero, the depot first; amounts and times as whole numbers of the rounding."""

    def __init__(self, path, rounding):
        self.scale, self.rounding = SCALE[rounding], rounding
        self.service, self.windows, self.vehicles = {}, {}, None
        self.fixed, self.unit, self.capacities, self.hundredths = None, None, None, False
        text = pathlib.Path(path).read_text()
        if re.search(r"^\s*DIMENSION", text, re.M):
            self.read_vrplib(text)
        else:
            self.read_solomon(text)

    def time(self, word):
        value = float(word) * self.scale
        return math.floor(value) if self.rounding == "dimacs" else math.floor(value + 0.5)

    def read_solomon(self, text):
        rows = [line.split() for line in text.splitlines()]
        fleet = next(place for place, row in enumerate(rows) if row and row[0] == "NUMBER") + 1
        self.vehicles, self.capacity = int(rows[fleet][0]), int(rows[fleet][1])
        places = [row for row in rows[fleet + 1:] if len(row) == 7 and row[0].isdigit()]
        self.points = [(float(row[1]), float(row[2])) for row in places]
        self.demands = [int(row[3]) for row in places]
        self.windows = {i: (self.time(row[4]), self.time(row[5])) for i, row in enumerate(places)}
        self.service = {i: self.time(row[6]) for i, row in enumerate(places)}

    def read_vrplib(self, text):
        head, sections, rows = {}, {}, None
        for line in text.splitlines():
            words = line.replace(":", " : ").split()
            if not words or words[0] == "EOF": continue
            if words[0].endswith("_SECTION"):
                rows = sections.setdefault(words[0].removesuffix("_SECTION"), [])
            elif words[0][0].isalpha():
                head[words[0]] = line.split(":", 1)[1].strip() if ":" in line else ""
            else:
                rows.append(words)
        if head.get("EDGE_WEIGHT_TYPE") != "EUC_2D": raise SystemExit("check: only EUC_2D is known here")
        if [row[0] for row in sections["DEPOT"]][:1] != ["1"] or len(sections["DEPOT"]) > 2:
            raise SystemExit("check: only one depot, the first place, is known here")

        def column(name, convert):
            return [convert(row[1]) for row in sorted(sections[name], key=lambda row: int(row[0]))]

        nodes = sorted(sections["NODE_COORD"], key=lambda row: int(row[0]))
        self.points = [(float(row[1]), float(row[2])) for row in nodes]
        self.demands = column("DEMAND", int)
        self.vehicles = int(head["VEHICLES"]) if "VEHICLES" in head else None
        self.hundredths = head.get("TYPE") == "HFVRP"
        if "CAPACITY" in head: self.capacity = int(head["CAPACITY"])
        if "CAPACITY" in sections: self.capacities = column("CAPACITY", int)
        if "VEHICLES_FIXED_COST" in sections: self.fixed = column("VEHICLES_FIXED_COST", self.time)
        if "VEHICLES_UNIT_DISTANCE_COST" in sections: self.unit = column("VEHICLES_UNIT_DISTANCE_COST", int)
        if "TIME_WINDOW" in sections:
            self.windows = {int(row[0]) - 1: (self.time(row[1]), self.time(row[2])) for row in sections["TIME_WINDOW"]}
        if "SERVICE_TIME" in sections:
            self.service = dict(enumerate(column("SERVICE_TIME", self.time)))
        elif "SERVICE_TIME" in head:
            self.service = {i: self.time(head["SERVICE_TIME"]) for i in range(1, len(self.points))}
        unknown = set(sections) - {"NODE_COORD", "DEMAND", "DEPOT", "CAPACITY", "VEHICLES_FIXED_COST", "TIME_WINDOW",
                                   "VEHICLES_UNIT_DISTANCE_COST", "SERVICE_TIME"}
        if unknown: raise SystemExit(f"check: {', '.join(sorted(unknown))} is not known here")

    def distance(self, one, other):
        line = math.dist(self.points[one], self.points[other])
        # A line that is whole in truth may come out a hair below.
        return math.floor(10 * line + 1e-9) if self.rounding == "dimacs" else math.floor(self.scale * line + 0.5)

    def load_of(self, vehicle):
        return self.capacities[vehicle] if self.capacities else self.capacity


def judge(instance, routes):
    faults, cost, seen, used = [], 0, [], 0
    for number, route in enumerate(routes):
        if not route: continue
        used += 1
        vehicle = number if instance.capacities or instance.fixed or instance.unit else 0
        if instance.vehicles is not None and vehicle >= instance.vehicles:
            faults.append(f"route {number + 1}: there is no such vehicle")
            continue
        wrong = [place for place in route if not 0 < place < len(instance.points)]
        if wrong:
            faults.append(f"route {number + 1}: there is no place {wrong[0]}")
            continue
        load = sum(instance.demands[place] for place in route)
        if load > instance.load_of(vehicle): faults.append(f"route {number + 1}: {load} is over its capacity")
        way = [0, *route, 0]
        driven = sum(instance.distance(one, other) for one, other in zip(way, way[1:]))
        cost += driven * (instance.unit[vehicle] if instance.unit else 1) + (instance.fixed[vehicle] if instance.fixed else 0)
        seen += route
        moment = instance.windows[0][0] if instance.windows else 0
        for one, other in zip(way, way[1:]):
            moment += instance.service.get(one, 0) + instance.distance(one, other)
            if instance.windows:
                moment = max(moment, instance.windows[other][0])
                if moment > instance.windows[other][1]:
                    faults.append(f"route {number + 1}: late at {other}")
                    break
    if sorted(seen) != list(range(1, len(instance.points))): faults.append("a stop is missing or served twice")
    if instance.vehicles is not None and used > instance.vehicles:
        faults.append(f"{used} routes for {instance.vehicles} vehicles")
    published = cost / instance.scale / (100 if instance.hundredths else 1)
    return dict(cost=cost, published=round(published, 4), routes=used, feasible=not faults, faults=faults[:5])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("instance")
    options.add_argument("solution")
    options.add_argument("--round", default="round", choices=SCALE)
    chosen = options.parse_args()
    text = pathlib.Path(chosen.solution).read_text()
    routes = [[int(word) for word in found.split()]
              for found in re.findall(r"^\s*Route\s*#?\s*\d+\s*:([\d \t]*)$", text, re.M)]
    print(json.dumps(judge(Instance(chosen.instance, chosen.round), routes)))


if __name__ == "__main__":
    main()
