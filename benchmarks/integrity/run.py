"""``python -m benchmarks.integrity.run``: recall and false alarms by kind, on seeds nothing was tuned on."""

from __future__ import annotations

from math import sqrt

from benchmarks.integrity.simulate import HELD_OUT, KINDS, measure

EACH = 300


def main() -> None:
    """Print one row for each seed, then each kind over all seeds with its interval."""
    scores = {seed: measure(seed, EACH) for seed in HELD_OUT}
    print(f"{EACH} broken series of each kind and {5 * EACH} clean ones for each seed\n")
    print(f"| seed | {' | '.join(KINDS)} | recall | false alarms |")
    print(f"| --- |{' ---: |' * (len(KINDS) + 2)}")
    for seed, score in scores.items():
        cells = [f"{found / among:.3f}" for found, among in score.found.values()]
        print(f"| {seed} | {' | '.join(cells)} | {score.recall:.3f} | {score.false_alarms:.3f} |")
    made, clean = EACH * len(scores), sum(score.alarms[1] for score in scores.values())
    print("\n| kind | recall | false alarms |\n| --- | ---: | ---: |")
    for kind in KINDS:
        found = sum(score.found[kind][0] for score in scores.values())
        told = sum(score.told[kind] for score in scores.values())
        print(f"| {kind} | {interval(found, made)} | {interval(told, clean)} |")
    found = sum(one for score in scores.values() for one, _ in score.found.values())
    alarms = sum(score.alarms[0] for score in scores.values())
    print(f"| all | {interval(found, made * len(KINDS))} | {interval(alarms, clean)} |")


def interval(found: int, among: int) -> str:
    """Return a share with its 95 % interval (Wilson 1927)."""
    share, z = found / among, 1.96
    middle = (share + z * z / (2 * among)) / (1 + z * z / among)
    half = z * sqrt(share * (1 - share) / among + z * z / (4 * among * among)) / (1 + z * z / among)
    return f"{share:.3f} ({max(0.0, middle - half):.3f}–{min(1.0, middle + half):.3f})"


if __name__ == "__main__":
    main()
