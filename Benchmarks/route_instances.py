#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes instances of route problems from a seed: the same seed gives the same file on every machine.

    route_instances.py FOLDER capacitated|windows STOPS SEED

`capacitated` follows the recipe of the X set (Uchoa, Pecin, Pessoa, Poggi, Vidal, Subramanian: New benchmark
instances for the capacitated vehicle routing problem, EJOR 257 (2017), section 3). Places lie on a grid of 1,000 by
1,000, no two on the same point. What an instance is like is drawn:

- the depot stands in the middle, in a corner, or anywhere;
- stops lie anywhere, or in three to eight clusters, or half of them so. A cluster grows around a seed: a random point
  becomes a stop with the probability that its distances d to the seeds give, the sum of exp(-d / 40);
- demands are all one, or uniform within 1-10, 5-10, 1-100 or 50-100, or large in two opposite quarters of the map and
  small in the others (51-100, 1-50), or mostly small (1-10) with a few large ones (50-100);
- a route of average demand has r stops, r of the triangular distribution from 3 over 6 to 25; the capacity follows
  as r times the mean demand, rounded up.

`windows` is ours: half of the stops in clusters, demands 1-40 for vehicles of 200, a service of 10, and a horizon of
1,000. Half of the windows are narrow (20-60), half are wide (100-400), each around a moment at which a vehicle that
leaves the depot when it opens could be there and still be back, so that a plan exists.
"""
import math
import pathlib
import random
import sys


class Draw:
    """Chance from `random()` alone, whose stream Python promises to keep."""

    def __init__(self, *seed): self.source = random.Random("/".join(map(str, seed)))
    def part(self): return self.source.random()
    def whole(self, first, last): return first + min(int(self.part() * (last - first + 1)), last - first)
    def one_of(self, choices): return choices[self.whole(0, len(choices) - 1)]
    def point(self): return self.whole(0, 1000), self.whole(0, 1000)

    def triangular(self, low, mode, high):
        part, cut = self.part(), (mode - low) / (high - low)
        if part < cut: return low + math.sqrt(part * (high - low) * (mode - low))
        return high - math.sqrt((1 - part) * (high - low) * (high - mode))


def points_of(draw, depot, stops, clustered):
    """`stops` points, the last `clustered` of them in clusters."""
    taken, points = {depot}, []

    def take(point):
        if point in taken: return
        taken.add(point)
        points.append(point)

    while len(points) < stops - clustered: take(draw.point())
    if clustered:
        count = min(draw.whole(3, 8), clustered)
        while len(points) < stops - clustered + count: take(draw.point())
        seeds = points[stops - clustered:]
        while len(points) < stops:
            point = draw.point()
            if draw.part() < sum(math.exp(-math.dist(point, seed) / 40) for seed in seeds): take(point)
    return points


def demands_of(draw, points):
    kind = draw.one_of(["one", (1, 10), (5, 10), (1, 100), (50, 100), "quarters", "few large"])
    if kind == "one": return [1] * len(points), kind
    if kind == "quarters":
        large = [(x < 500) == (y < 500) for x, y in points]
        return [draw.whole(51, 100) if is_large else draw.whole(1, 50) for is_large in large], kind
    if kind == "few large":
        small = 0.7 + 0.25 * draw.part()
        return [draw.whole(1, 10) if draw.part() < small else draw.whole(50, 100) for _ in points], kind
    return [draw.whole(*kind) for _ in points], f"{kind[0]}-{kind[1]}"


def capacitated(stops, seed):
    draw = Draw("capacitated", stops, seed)
    where, depot = draw.one_of([("middle", (500, 500)), ("corner", (0, 0)), ("anywhere", draw.point())])
    spread, clustered = draw.one_of([("anywhere", 0), ("clusters", stops), ("half in clusters", stops // 2)])
    points = points_of(draw, depot, stops, clustered)
    demands, kind = demands_of(draw, points)
    length = draw.triangular(3, 6, 25)
    capacity = max(math.ceil(length * sum(demands) / stops), max(demands))
    about = f"depot {where}, stops {spread}, demands {kind}, {length:.1f} stops a route"
    return text(f"generated-{stops}-{seed}", about, "CVRP", depot, points, demands, capacity)


def windows(stops, seed):
    draw = Draw("windows", stops, seed)
    depot, horizon, service = (500, 500), 1000, 10
    # A tenth of the usual grid's scale: everything is reached within a third of the horizon.
    points = [(x / 4, y / 4) for x, y in points_of(draw, depot, stops, stops // 2)]
    home = (depot[0] / 4, depot[1] / 4)
    demands = [draw.whole(1, 40) for _ in points]
    spans = [(0, horizon)]
    for point in points:
        way = math.ceil(math.dist(home, point)) + 1
        moment = draw.whole(way, horizon - way - service)
        half = draw.one_of([draw.whole(10, 30), draw.whole(50, 200)])
        spans.append((max(0, moment - half), min(horizon, moment + half)))
    return text(f"windows-{stops}-{seed}", "made for Nightshift", "VRPTW", home, points, demands, 200, spans, service)


def text(name, about, kind, depot, points, demands, capacity, spans=None, service=0):
    lines = [f"NAME : {name}", f"COMMENT : {about}", f"TYPE : {kind}", f"DIMENSION : {len(points) + 1}",
             f"CAPACITY : {capacity}", "EDGE_WEIGHT_TYPE : EUC_2D"]
    if service: lines.append(f"SERVICE_TIME : {service}")
    lines.append("NODE_COORD_SECTION")
    lines += [f"{number} {x:g} {y:g}" for number, (x, y) in enumerate([depot, *points], 1)]
    lines.append("DEMAND_SECTION")
    lines += [f"{number} {demand}" for number, demand in enumerate([0, *demands], 1)]
    if spans:
        lines.append("TIME_WINDOW_SECTION")
        lines += [f"{number} {opens} {closes}" for number, (opens, closes) in enumerate(spans, 1)]
    return "\n".join([*lines, "DEPOT_SECTION", "1", "-1", "EOF", ""])


def write(folder, kind, stops, seed):
    """Writes an instance unless it is there, and gives its path."""
    path = pathlib.Path(folder) / f"{kind}-{stops}-{seed}.vrp"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = path.with_suffix(".part")
        whole.write_text(dict(windows=windows, capacitated=capacitated)[kind](stops, seed))
        whole.rename(path)
    return path


if __name__ == "__main__":
    if len(sys.argv) != 5: sys.exit(__doc__)
    print(write(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
