# SPDX-License-Identifier: Apache-2.0
"""The table of a run of Benchmarks/routes: mean gaps, and whether each row's must and goal are reached."""
import statistics


class Row:
    """What is known of one row of the table."""

    def __init__(self, rule, lines, seconds=None):
        self.rule = rule
        self.seconds = rule["seconds"] and (seconds or rule["seconds"])
        self.lines = [line for line in lines if line["row"] == rule["name"] and line["seconds"] == self.seconds
                      and line["solver"] != "known"]
        self.known = {line["instance"]: line for line in lines
                      if line["row"] == rule["name"] and line["solver"] == "known"}

    def of(self, solver): return [line for line in self.lines if line["solver"] == solver]

    def solvers(self):
        present = {line["solver"] for line in self.lines}
        return [one for one in ("nightshift", "pyvrp", "hgs", "vroom", "ortools") if one in present]

    def shared(self, solver):
        """Instances and seeds that both ours and a solver have worked on: only those are compared."""
        ran = [{(line["instance"], line["seed"]) for line in self.of(one)} for one in ("nightshift", solver)]
        return ran[0] & ran[1]

    def gaps(self, solver, among=None):
        """Percent over the best known, or None where an answer is not feasible."""
        gaps = []
        for line in self.of(solver):
            if among is not None and (line["instance"], line["seed"]) not in among: continue
            best = self.known.get(line["instance"])
            if best is None: continue
            same_fleet = "objective" not in self.rule or line.get("routes") == best.get("routes")
            if line["feasible"] and not same_fleet: continue
            gaps.append(100 * (line["cost"] / best["cost"] - 1) if line["feasible"] else None)
        return gaps

    def gap(self, solver, among=None):
        gaps = self.gaps(solver, among)
        return statistics.mean(gaps) if gaps and None not in gaps else None

    def ratio(self, peer):
        """Our mean cost against a peer's, in percent below or above, on what both have worked on."""
        costs = {}
        for solver in ("nightshift", peer):
            for line in self.of(solver):
                if line["feasible"]: costs.setdefault((line["instance"], line["seed"]), {})[solver] = line["cost"]
        both = [100 * (one["nightshift"] / one[peer] - 1) for one in costs.values() if len(one) == 2]
        return statistics.mean(both) if both else None

    def reached(self, rule):
        """Whether a rule is kept, or None where that cannot be said, and what it asks for."""
        return {
            "gap": self.gap_rule, "gap-to-peers": self.gap_to_peers, "part-of-gap": self.part_of_gap,
            "each-gap": self.each_gap, "fleet": self.fleet, "fleet-and-gap": self.fleet_and_gap,
            "below-peer": self.below_peer, "first-plan": self.first_plan,
        }[rule["rule"]](rule)

    def gap_to_peers(self, rule):
        peers = [gap for gap in (self.gap(peer, self.shared(peer)) for peer in self.rule["peers"]) if gap is not None]
        mine = self.gap("nightshift")
        if mine is None or len(peers) < len(self.rule["peers"]): return None, "peers missing"
        limit = min(peers) + rule["plus"]
        return mine <= limit, f"≤ {limit:.3f} %"

    def part_of_gap(self, rule):
        among = self.shared(rule["peer"])
        mine, theirs = self.gap("nightshift", among), self.gap(rule["peer"], among)
        if mine is None or theirs is None: return None, "peer missing"
        return mine <= rule["part"] * theirs, f"≤ {rule['part'] * theirs:.3f} %"

    def gap_rule(self, rule):
        mine = self.gap("nightshift")
        return None if mine is None else mine <= rule["at_most"], f"≤ {rule['at_most']:.2f} %"

    def each_gap(self, rule):
        """Every instance within the limit on the mean of its seeds; a published value is rounded to one decimal."""
        by_instance, wrong = {}, []
        for line in self.of("nightshift"):
            best = self.known.get(line["instance"])
            if best: by_instance.setdefault(line["instance"], []).append(line)
        for name, lines in by_instance.items():
            best = self.known[name]["cost"]
            if not all(line["feasible"] for line in lines): wrong.append(name)
            elif 100 * (statistics.mean(line["cost"] for line in lines) / best - 1) > rule["at_most"] + 1e-9: wrong.append(name)
        told = f"each ≤ {rule['at_most']:.1f} %" + (f"; not {', '.join(sorted(wrong)[:4])}" if wrong else "") + (f" and {len(wrong) - 4} more" if len(wrong) > 4 else "")
        return (None if not by_instance else not wrong), told

    def fleets(self):
        """For each answer, whether it has no more vehicles than the best known."""
        return [line["feasible"] and line["routes"] <= self.known[line["instance"]]["routes"]
                for line in self.of("nightshift") if line["instance"] in self.known]

    def fleet(self, rule):
        right = self.fleets()
        if not right: return None, f"{rule['share']} % of fleets"
        return 100 * sum(right) >= rule["share"] * len(right), f"{rule['share']} % of fleets; {sum(right)} of {len(right)}"

    def fleet_and_gap(self, rule):
        right, gap = self.fleets(), self.gap("nightshift")
        told = f"all fleets, distance ≤ {rule['at_most']:.1f} %"
        return (None if not right else all(right) and gap is not None and gap <= rule["at_most"]), told

    def below_peer(self, rule):
        ratio = self.ratio(rule["peer"])
        told = f"{rule['percent']} % below {rule['peer']}, under {rule['most_bytes'] / 1e9:.0f} GB"
        if ratio is None: return None, told
        most = max(line.get("peak_bytes", 0) for line in self.of("nightshift"))
        return ratio <= -rule["percent"] and most < rule["most_bytes"], told

    def first_plan(self, rule):
        times = [1000 * (line["first_feasible"] or line["wall"]) if line["feasible"] else None
                 for line in self.of("nightshift")]
        told = f"each < {rule['milliseconds']} ms"
        return (None if not times else None not in times and max(times) < rule["milliseconds"]), told

    def figure(self, solver):
        if self.rule["must"]["rule"] == "first-plan":
            times = [1000 * (line["first_feasible"] or line["wall"]) for line in self.of(solver) if line["feasible"]]
            return f"{statistics.mean(times):.1f} ms, most {max(times):.1f}" if times else "-"
        if "generated" in self.rule:
            costs = [line["cost"] for line in self.of(solver) if line["feasible"]]
            most = max(line.get("peak_bytes", 0) for line in self.of(solver)) / 1e9
            ratio = "" if solver == "nightshift" or self.ratio(solver) is None else f" (ours {self.ratio(solver):+.2f} %)"
            return f"{statistics.mean(costs):,.0f}{ratio}, {most:.2f} GB" if costs else "-"
        gap = self.gap(solver)
        bad = sum(1 for line in self.of(solver) if not line["feasible"])
        return ("-" if gap is None else f"{gap:.3f} %") + (f", {bad} not feasible" if bad else "")


def verdict(row, rule):
    if rule is None: return ""
    kept, told = row.reached(rule)
    return f"{told}: {'not known' if kept is None else 'reached' if kept else '**missed**'}"


NAMES = dict(nightshift="Nightshift", pyvrp="PyVRP 0.14.1", hgs="HGS-CVRP (hygese 0.1.0)", vroom="VROOM 1.15 -x5",
             ortools="OR-Tools 9.15")


def table(rules, lines, seconds=None):
    """In Markdown; with `seconds`, of the results of that budget instead of each row's own."""
    rows = [row for row in (Row(rule, lines, seconds) for rule in rules) if row.lines]
    if not rows: return "No results yet."
    solvers = [one for one in NAMES if any(one in row.solvers() for row in rows)]
    told = ["| set | seconds | instances × seeds | " + " | ".join(NAMES[one] for one in solvers) + " | must | goal |",
            "|---|--:|--:|" + "--:|" * len(solvers) + "---|---|"]
    for row in rows:
        mine = row.of("nightshift")
        count = f"{len({line['instance'] for line in mine})} × {len({line['seed'] for line in mine})}"
        figures = " | ".join(row.figure(one) if row.of(one) else "" for one in solvers)
        told.append(f"| {row.rule['what']} | {row.seconds or '-'} | {count} | {figures} | "
                    f"{verdict(row, row.rule['must'])} | {verdict(row, row.rule['goal'])} |")
    about = sorted({(line["machine"], line["commit"] or "-", line["at"][:10]) for row in rows for line in row.lines})
    told += ["", *(f"{machine}; commit {commit}; {day}" for machine, commit, day in about)]
    failed = [line for row in rows for line in row.lines if line.get("failed")]
    told += [f"Failed: {line['row']} {line['instance']} {line['solver']} seed {line['seed']}: {line['failed']}" for line in failed]
    return "\n".join(told)
