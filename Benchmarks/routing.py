# SPDX-License-Identifier: Apache-2.0
"""Runs our solver of routes and the public ones on one instance, and has every answer judged by the other side."""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = HERE / "peers" / "routing"


def nightshift():
    return pathlib.Path(os.environ.get("NIGHTSHIFT", ROOT / ".build-release" / "release" / "nightshift"))


def peer_python():
    """Python with the public solvers, in a virtual environment that is made when missing; None where that fails."""
    place = ROOT / ".venv-routes"
    wanted, present = PEERS / "requirements.txt", place / "requirements.txt"
    if not present.exists() or present.read_bytes() != wanted.read_bytes():
        print(f"Making {place.name} with the solvers of {wanted.relative_to(ROOT)}", file=sys.stderr)
        for command in ([sys.executable, "-m", "venv", "--clear", place],
                        [place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                         "--requirement", wanted]):
            if subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode:
                return None
        present.write_bytes(wanted.read_bytes())
    return place / "bin" / "python"


class Failed(Exception):
    """A solver that ended badly, or an answer that the other side does not accept."""


def run(*command):
    """Its output's last line as JSON, with the kernel's account: seconds on the wall and of the processor, memory."""
    command = [str(part) for part in command]
    # One thread, whatever library would like more.
    single = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | single)
    output = process.stdout.read()
    complaint = process.stderr.read().decode(errors="replace").strip()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 and not output:
        raise Failed(f"{' '.join(command)} ended with {process.returncode}: {complaint[-400:]}")
    told = json.loads(output.decode().strip().splitlines()[-1])
    return told, dict(wall=round(time.monotonic() - started, 2), cpu=round(usage.ru_utime + usage.ru_stime, 2),
                      peak_bytes=usage.ru_maxrss * 1024)


def judged(instance, solution, rounding, objective=None):
    """What our checker says of a solution: its cost as published, its routes, whether it is feasible."""
    said = ["--objective", objective] if objective else []
    told, _ = run(nightshift(), "solve", "routes", instance, "--check", solution, "--round", rounding, "--json", *said)
    if not told["feasible"]: return dict(feasible=False, faults=told.get("faults", ["stops are left out"])[:3])
    return dict(feasible=True, cost=told["cost"], routes=len(told["routes"]))


def ours(instance, solution, seconds, seed, rounding, objective=None, threads=1):
    """Our answer, judged by check.py. Without seconds, the first plan."""
    budget = ["--iterations", 0] if seconds is None else ["--cpu-seconds", seconds]
    said = ["--objective", objective] if objective else []
    command = [nightshift(), "solve", "routes", instance, *budget, "--seed", seed, "--threads", threads,
               "--round", rounding, *said, "--output", solution, "--json"]
    told, account = run(*command)
    seen, _ = run(sys.executable, PEERS / "check.py", instance, solution, "--round", rounding)
    agrees = seen["feasible"] == told["feasible"] and abs(seen["published"] - told["cost"]) < 0.006
    if not agrees:
        raise Failed(f"{instance}: we say {told['cost']}, feasible {told['feasible']}; check.py says {json.dumps(seen)}")
    return dict(cost=told["cost"], routes=len(told["routes"]), feasible=told["feasible"], iterations=told["iterations"],
                first_feasible=told.get("first_feasible_seconds"), command=plain(command), **account)


def peer(solver, instance, solution, seconds, seed, rounding, objective=None):
    """A public solver's answer, judged by our checker."""
    python = peer_python()
    if python is None: raise Failed("the public solvers cannot be installed")
    command = [python, PEERS / "peer.py", solver, instance, solution, "--seconds", seconds, "--seed", seed,
               "--round", rounding]
    told, account = run(*command)
    seen = judged(instance, solution, rounding, objective)
    if seen["feasible"] != told["feasible"]:
        raise Failed(f"{solver} says feasible {told['feasible']} of {instance}, our checker says {seen}")
    return dict(cost=seen.get("cost"), routes=seen.get("routes"), feasible=seen["feasible"], command=plain(command), **account)


def plain(command):
    """A command as it is told: without the folders of this machine."""
    return " ".join(re.sub(r"^.*/", "", str(part)) for part in command)
