"""Print what the outlook is worth beside naive, compound growth, AutoETS and Theta, in one run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.outlook import measure
from benchmarks.outlook.measure import Task

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".local" / "peer-outlook"
PACKAGES = ("statsforecast==2.1.1",)


def main() -> None:
    """Print the tables."""
    peer = python()
    for points in measure.POINTS:
        asked = measure.tasks(points)
        made: dict[str, Sequence[Sequence[float]]] = {
            name: [forecast(task.window, len(task.truth)) for task in asked]
            for name, forecast in measure.OURS.items()
        }
        others = answers(peer, asked) if peer else {}
        made |= {name: [one["mean"] for one in found] for name, found in others.items()}
        print(f"### {points} points, {len(asked)} series, {measure.AHEAD} years ahead at most\n")
        print("| | OWA | inside 80 % | inside 95 % | no answer |\n| --- | --- | --- | --- | --- |")
        for name, value in measure.owa(asked, made).items():
            inside = covered(name, asked, others)
            silent = sum("lo-80" not in one for one in others.get(name, ()))
            print(f"| {name} | {value:.3f} | {inside[0]} | {inside[1]} | {silent or ''} |")
        print()
        chances([task for task in asked if task.held_out])


def covered(name: str, asked: Sequence[Task], others: Mapping[str, Any]) -> tuple[str, str]:
    """Return how many true values lay inside the intervals; of ours on held-out series only."""
    if name == "combined":
        held = [task for task in asked if task.held_out]
        return f"{measure.coverage(held, 0.8):.1%}", f"{measure.coverage(held, 0.95):.1%}"
    if name not in others:
        return "", ""
    return tuple(f"{_inside(asked, others[name], level):.1%}" for level in (80, 95))  # type: ignore[return-value]


def _inside(asked: Sequence[Task], found: Sequence[Mapping[str, Sequence[float]]], level: int) -> float:
    hits = []
    for task, one in zip(asked, found, strict=True):
        if task.held_out:
            low, high = one.get(f"lo-{level}"), one.get(f"hi-{level}")
            hits += [
                bool(low and high and low[year] <= truth <= high[year])
                for year, truth in enumerate(task.truth)
            ]
    return fmean(hits)


def chances(held: Sequence[Task]) -> None:
    """Print the worth of the probabilities on held-out series, and a plot of their reliability."""
    told = measure.said(held)
    print(f"Probabilities on {len(held)} held-out series, {len(told):,} targets:\n")
    print("| Brier | skill | skill over the rate of each ambition and year | a yes or no by CAGR | error |")
    print("| --- | --- | --- | --- | --- |")
    figures = [measure.skill(told), measure.strict_skill(told), measure.guess_skill(told)]
    signed = " | ".join(f"{figure:+.3f}" for figure in figures)
    print(f"| {measure.brier(told):.3f} | {signed} | {measure.calibration_error(told):.3f} |\n")
    print("| said | came true | | targets |\n| --- | --- | --- | --- |")
    for probability, came, count in measure.reliability(told):
        print(f"| {probability:.0%} | {came:.0%} | `{plot(probability, came)}` | {count} |")
    print(flush=True)


def plot(told: float, came: float) -> str:
    """Return a line of the reliability plot: ``|`` what was said, ``o`` what came true, ``*`` both."""
    line = ["·"] * 41
    line[round(told * 40)] = "|"
    line[round(came * 40)] = "*" if round(told * 40) == round(came * 40) else "o"
    return "".join(line)


def answers(peer: str, asked: Sequence[Task]) -> dict[str, list[dict[str, list[float]]]]:
    """Return the peer's forecasts of the same windows."""
    question = json.dumps([[list(task.window), len(task.truth)] for task in asked])
    script = str(ROOT / "benchmarks" / "outlook" / "peer_statsforecast.py")
    answer = subprocess.run([peer, script], input=question, capture_output=True, text=True, check=True)
    found: dict[str, list[dict[str, list[float]]]] = json.loads(answer.stdout)
    return found


def python() -> str | None:
    """Return the Python of the peer's environment, made when it is missing; ``None`` if it cannot be had."""
    found = ENVIRONMENT / "bin" / "python"
    mark = ENVIRONMENT / "installed"
    if not mark.exists():
        print("bench: installing statsforecast in .local/peer-outlook …", file=sys.stderr, flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=False)
        pip = [str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        if made.returncode or subprocess.run(pip, check=False, capture_output=True).returncode:
            return None
        mark.touch()
    return str(found)


if __name__ == "__main__":
    main()
