#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets a public solver of routes work on one VRPLIB instance, on one thread, writes what it finds, and prints a JSON line.

    peer.py {pyvrp|hgs|vroom|ortools} INSTANCE.vrp SOLUTION.sol [--seconds 30] [--seed 1] [--round round|dimacs|exact]

The packages are in requirements.txt. PyVRP and HGS-CVRP get seconds of processor time, counted from when the instance
has been read; OR-Tools only knows seconds on the wall; VROOM works as long as its five levels of exploration take.
`cost` is the solver's own word; Benchmarks/routes has our checker judge the solution. Fleets are for PyVRP only, with
the rounding that its authors use for them (a thousandth).
"""
import argparse
import json
import time


def pyvrp(chosen):
    import pyvrp as solver

    data = solver.read(chosen.instance, round_func=chosen.round)

    class ProcessorTime:
        def __init__(self): self.start = time.process_time()
        def part(self): return (time.process_time() - self.start) / chosen.seconds
        def __call__(self, _best): return self.part() >= 1
        def fraction_remaining(self): return max(0.0, 1 - self.part())

    result = solver.solve(data, ProcessorTime(), seed=chosen.seed, collect_stats=False, display=False)
    # A vehicle type's name lists the vehicles of the file that it stands for.
    numbers = [[int(word) for word in kind.name.split(",")] for kind in data.vehicle_types()]
    fleet = data.num_vehicle_types > 1
    routes = {}
    for number, route in enumerate(result.best.routes()):
        place = numbers[route.vehicle_type()].pop(0) if fleet else number
        routes[place] = [data.clients()[step.idx].location for step in route if step.is_client()]
    return result.cost(), result.is_feasible(), [routes.get(place, []) for place in range(max(routes, default=-1) + 1)]


def matrix(chosen):
    import numpy
    import vrplib

    instance = vrplib.read_instance(chosen.instance)
    points = numpy.array(instance["node_coord"], float)
    lines = numpy.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    scale = {"round": 1, "dimacs": 10, "exact": 10_000}[chosen.round]
    whole = numpy.floor(10 * lines + 1e-9) if chosen.round == "dimacs" else numpy.rint(scale * lines)
    return instance, points, whole.astype(int), scale


def vehicles_of(instance, spare):
    import math

    return int(instance.get("vehicles", 0)) or math.ceil(sum(instance["demand"]) / instance["capacity"]) + spare


def service_of(instance, scale):
    service = instance.get("service_time", 0)
    return lambda place: 0 if place == 0 else int((service if isinstance(service, (int, float)) else service[place]) * scale)


def hgs(chosen):
    import hygese
    import numpy

    instance, points, distances, _ = matrix(chosen)
    if "time_window" in instance: raise SystemExit("peer: HGS-CVRP has no windows")
    demands = numpy.array(instance["demand"])
    # The solver's own bound on the fleet where the file has none.
    fleet = int(numpy.ceil(1.3 * demands.sum() / instance["capacity"]) + 3)
    solver = hygese.Solver(
        parameters=hygese.AlgorithmParameters(timeLimit=chosen.seconds, seed=chosen.seed), verbose=False)
    found = solver.solve_cvrp(dict(
        x_coordinates=points[:, 0], y_coordinates=points[:, 1], distance_matrix=distances.astype(float),
        service_times=numpy.zeros(len(points)), demands=demands, vehicle_capacity=int(instance["capacity"]),
        num_vehicles=fleet, depot=0), rounding=True)
    return float(found.cost), True, [[int(place) for place in route] for route in found.routes]


def vroom(chosen):
    import numpy
    import vroom as solver

    instance, _, distances, scale = matrix(chosen)
    windows, service = instance.get("time_window"), service_of(instance, scale)

    def window(place): return solver.TimeWindow(int(windows[place][0] * scale), int(windows[place][1] * scale))

    problem = solver.Input()
    problem.set_durations_matrix("car", distances.astype(numpy.uint32))
    for number in range(vehicles_of(instance, spare=15)):
        shift = {} if windows is None else dict(time_window=window(0))
        problem.add_vehicle(
            solver.Vehicle(number + 1, start=0, end=0, capacity=[int(instance["capacity"])], **shift))
    for place in range(1, len(distances)):
        open_in = {} if windows is None else dict(time_windows=[window(place)])
        problem.add_job(solver.Job(
            place, location=place, delivery=[int(instance["demand"][place])], default_service=service(place), **open_in))
    found = problem.solve(exploration_level=5, nb_threads=1)
    routes = [[int(place) for place in route["location_index"] if place != 0]
              for _, route in found.routes.groupby("vehicle_id")]
    return None, found.summary.unassigned == 0, routes


def ortools(chosen):
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    instance, _, distances, scale = matrix(chosen)
    windows, service, demands = instance.get("time_window"), service_of(instance, scale), instance["demand"]
    fleet = vehicles_of(instance, spare=15)
    nodes = pywrapcp.RoutingIndexManager(len(distances), fleet, 0)
    routing = pywrapcp.RoutingModel(nodes)
    rows = distances.tolist()
    way = routing.RegisterTransitCallback(
        lambda one, other: rows[nodes.IndexToNode(one)][nodes.IndexToNode(other)])
    routing.SetArcCostEvaluatorOfAllVehicles(way)
    amount = routing.RegisterUnaryTransitCallback(lambda place: int(demands[nodes.IndexToNode(place)]))
    routing.AddDimensionWithVehicleCapacity(amount, 0, [int(instance["capacity"])] * fleet, True, "load")
    if windows is not None:
        last = int(windows[0][1] * scale)
        lasting = routing.RegisterTransitCallback(
            lambda one, other: rows[nodes.IndexToNode(one)][nodes.IndexToNode(other)] + service(nodes.IndexToNode(one)))
        routing.AddDimension(lasting, last, last, False, "time")
        times = routing.GetDimensionOrDie("time")
        for place in range(1, len(rows)):
            times.CumulVar(nodes.NodeToIndex(place)).SetRange(int(windows[place][0] * scale), int(windows[place][1] * scale))
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PATH_CHEAPEST_ARC
    search.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.FromMilliseconds(int(chosen.seconds * 1000))
    found = routing.SolveWithParameters(search)
    if found is None: return None, False, []
    routes = []
    for vehicle in range(fleet):
        place, route = found.Value(routing.NextVar(routing.Start(vehicle))), []
        while not routing.IsEnd(place):
            route.append(nodes.IndexToNode(place))
            place = found.Value(routing.NextVar(place))
        if route: routes.append(route)
    return found.ObjectiveValue(), True, routes


def main():
    solvers = dict(pyvrp=pyvrp, hgs=hgs, vroom=vroom, ortools=ortools)
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("solver", choices=solvers)
    options.add_argument("instance")
    options.add_argument("solution")
    options.add_argument("--seconds", type=float, default=30)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--round", default="round", choices=["round", "dimacs", "exact"])
    chosen = options.parse_args()
    started, processor = time.time(), time.process_time()
    cost, feasible, routes = solvers[chosen.solver](chosen)
    with open(chosen.solution, "w") as file:
        for number, route in enumerate(routes):
            file.write(f"Route #{number + 1}:{''.join(f' {place}' for place in route)}\n")
        if cost is not None: file.write(f"Cost {cost}\n")
    print(json.dumps(dict(
        solver=chosen.solver, cost=cost, feasible=bool(feasible), routes=sum(1 for route in routes if route),
        cpu_seconds=round(time.process_time() - processor, 2), seconds=round(time.time() - started, 2))))


if __name__ == "__main__":
    main()
