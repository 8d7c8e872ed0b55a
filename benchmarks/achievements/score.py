"""Precision and recall of the achievements without a number, on a hand-labelled set.

``labelled.jsonl`` gives raw spans in five public documents (their file names carry the head of their
sha256) with a short label of our own; the documents themselves are not here. A finding counts when it
overlaps a labelled span. Spans marked ``either`` (mostly clauses that also count something) are neutral.

    python benchmarks/achievements/score.py FOLDER_WITH_THE_DOCUMENTS [--misses]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from luoshi.documents import read
from luoshi.documents.sources import read_sources
from luoshi.statements.achievements import read_achievements

LABELLED = Path(__file__).with_name("labelled.jsonl")


def score(folder: Path, show: bool = False) -> dict[str, float]:
    """Return counts, precision, recall and the share of right kinds over the whole set."""
    labels = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    sources = {source.file: source for source in read_sources(folder)}
    right = wrong = kinds = 0
    hit: set[tuple[str, int]] = set()
    for name in sorted({label["doc"] for label in labels}):
        mine = [label for label in labels if label["doc"] == name]
        for found in read_achievements(read(folder / name), sources[name]):
            over = [label for label in mine if found.start < label["end"] and label["start"] < found.end]
            sure = [label for label in over if label["sure"] == "yes"]
            hit |= {(name, label["start"]) for label in sure}
            right += bool(sure)
            kinds += any(label["event"] == found.kind for label in sure)
            wrong += not over
            if show and not over:
                print("not labelled:", name[:3], found.start, found.kind, found.text)
    sure = [label for label in labels if label["sure"] == "yes"]
    if show:
        for label in sure:
            if (label["doc"], label["start"]) not in hit:
                print("missed:", label["doc"][:3], label["start"], label["label"])
    return {
        "labelled": len(sure),
        "found": right,
        "wrong": wrong,
        "precision": right / (right + wrong) if right + wrong else 0.0,
        "recall": len(hit) / len(sure),
        "kind": kinds / right if right else 0.0,
    }


def main() -> None:
    """Print the score of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    print(json.dumps(score(arguments.folder, arguments.misses), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
