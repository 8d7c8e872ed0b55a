"""``python -m benchmarks.integrity.run``: recall by kind and false alarms, on the held-out seeds."""

from __future__ import annotations

from benchmarks.integrity.simulate import HELD_OUT, KINDS, measure

EACH = 300


def main() -> None:
    """Print one row for each seed and one for all."""
    scores = [(str(seed), measure(seed, EACH)) for seed in HELD_OUT]
    print(f"{EACH} broken series of each kind and {5 * EACH} clean ones for each seed\n")
    print(f"| seed | {' | '.join(KINDS)} | recall | false alarms |")
    print(f"| --- |{' ---: |' * (len(KINDS) + 2)}")
    for name, score in scores:
        cells = [f"{found / among:.3f}" for found, among in score.found.values()]
        print(f"| {name} | {' | '.join(cells)} | {score.recall:.3f} | {score.false_alarms:.3f} |")
    recall = sum(score.recall for _, score in scores) / len(scores)
    alarms = sum(score.false_alarms for _, score in scores) / len(scores)
    print(f"| all |{' |' * len(KINDS)} {recall:.3f} | {alarms:.3f} |")


if __name__ == "__main__":
    main()
