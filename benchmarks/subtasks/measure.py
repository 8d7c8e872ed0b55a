"""How well the parts of tasks are read, on labelled documents in our own words.

A file of a set is one document and, under ``expect``, its parts in the order of the text: the words without
mark and without the units behind them, the ``task`` they are listed under, and what the words say of
``strength``, ``deadline``, ``places``, ``lead``, ``responsible`` and ``class``; what is left out is not said.
A part that is found counts as right when it holds at least four fifths of the words of a labelled one and
these are at least half of its own; each labelled part counts once. Attributes are compared for parts that are
right; ``words`` are the same but for marks of punctuation. Shares come with their 95 % interval (Wilson).

    python -m benchmarks.subtasks.measure [SET] [--misses]
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.statements.measure import interval
from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.actions import read_actions
from luoshi.statements.extract import extract
from luoshi.statements.tasks import Task, read_tasks

HERE = Path(__file__).parent
ATTRIBUTES = ("words", "task", "strength", "deadline", "places", "lead", "responsible", "class")
HELD, OWN = 0.8, 0.5
_SAID = re.compile(r"[^\w%.]+")


@dataclass(slots=True)
class Counts:
    """What was found right, wrong and not at all, and which attributes were right."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    attributes: Counter[str] = field(default_factory=Counter)
    differ: list[str] = field(default_factory=list)
    whole: int = 0

    def row(self, name: str) -> str:
        """Return a line of the table."""
        found, marked = self.right + len(self.wrong), self.right + len(self.missed)
        shares = (_share(self.right, found), _share(self.right, marked), _share(self.whole, marked))
        return f"| {name} | {marked} | {' | '.join(shares)} |"

    def add(self, other: Counts) -> None:
        """Add those of another document."""
        self.right += other.right
        self.whole += other.whole
        self.wrong += other.wrong
        self.missed += other.missed
        self.differ += other.differ
        self.attributes += other.attributes


def _share(part: int, whole: int) -> str:
    low, high = interval(part, whole)
    return f"{part}/{whole} = {part / whole if whole else 1.0:.3f} ({max(low, 0):.2f}–{high:.2f})"


def _bare(words: str) -> str:
    return _SAID.sub("", words)


def parts(content: dict[str, Any], name: str) -> Iterator[tuple[Task, Task]]:
    """Yield what is read in a document: every part with its task."""
    source = Source(
        key=name,
        file=f"{name}.md",
        title=content["title"],
        published=str(content["date"]),
        kind=content["kind"],
        place=content["place"],
        place_code=content["place_code"],
    )
    document = read_text(content["text"], source.file)
    statements = extract(document, source)
    for task in read_tasks(document, source, read_actions(document), statements):
        for part in task.parts:
            yield task, part


def compared(content: dict[str, Any], name: str) -> Counts:
    """Return how what is read in a document compares with its labels."""
    counts = Counts()
    waiting = list(content["expect"])
    for task, part in parts(content, name):
        own = _bare(f"{part.action.name}{part.action.text}")
        label = next((one for one in waiting if _is(own, _bare(one["words"]))), None)
        if label is None:
            counts.wrong.append(f"{name}: {own} ← {task.action.name}")
            continue
        waiting.remove(label)
        counts.right += 1
        _attributes(counts, task, part, label)
    counts.missed += [f"{name}: {one['words']} ← {one['task']}" for one in waiting]
    return counts


def _is(own: str, words: str) -> bool:
    inside = words if words in own else own if own in words else ""
    return bool(inside) and len(inside) >= HELD * len(words) and len(inside) >= OWN * len(own)


def _attributes(counts: Counts, task: Task, part: Task, label: dict[str, Any]) -> None:
    duty = part.duty
    read = {
        "words": _bare(f"{part.action.name}{part.action.text}"),
        "task": task.action.name,
        "strength": part.action.strength,
        "deadline": part.deadline,
        "places": list(part.places),
        "lead": list(duty.lead) if duty else [],
        "responsible": list(duty.responsible) if duty else [],
        "class": part.task_class.key,
    }
    wanted = {
        **dict.fromkeys(("strength", "deadline")),
        **{name: [] for name in ("places", "lead", "responsible")},
        **label,
        "words": _bare(label["words"]),
    }
    wanted["deadline"] = wanted["deadline"] and str(wanted["deadline"])
    wrong = [one for one in ATTRIBUTES if read[one] != wanted[one]]
    counts.attributes.update(one for one in ATTRIBUTES if one not in wrong)
    counts.whole += not wrong
    counts.differ += [f"{label['words'][:24]}: {one} {read[one]!r}, not {wanted[one]!r}" for one in wrong]


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", nargs="?", help="folder beside this file; by default all")
    parser.add_argument("--misses", action="store_true", help="name what was wrong or missed")
    asked = parser.parse_args()
    folders = [HERE / asked.set] if asked.set else sorted(one for one in HERE.iterdir() if one.is_dir())
    for folder in folders:
        total = Counts()
        print(
            f"\n## {folder.name}\n\n| document | parts | precision | recall | whole |\n| --- |{' --- |' * 4}"
        )
        for file in sorted(folder.glob("*.yaml")):
            counts = compared(yaml.safe_load(file.read_text(encoding="utf-8")), file.stem)
            print(counts.row(file.stem))
            total.add(counts)
        print(total.row("**all**"))
        print("\n" + " · ".join(f"{one} {_share(total.attributes[one], total.right)}" for one in ATTRIBUTES))
        if asked.misses:
            for title in ("wrong", "missed", "differ"):
                print(f"\n{title}:", *getattr(total, title), sep="\n  ")


if __name__ == "__main__":
    main()
