"""Statements with every attribute, in characters a second of one core; run as a process of its own.

``python -m benchmarks.extraction RUNS FILE...`` prints one JSON object. What is timed is everything from the
bytes of the files to finished statements: decoding, cleaning, outline, tables, grammar.
Processor time is taken, so that a busy machine does not count.
"""

from __future__ import annotations

import json
import sys
import time

from luoshi.statements.extract import extract_file


def main() -> None:
    """Time the extraction of the files named on the command line."""
    runs, paths = int(sys.argv[1]), sys.argv[2:]
    characters = 0
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            characters += len(file.read())
        extract_file(path)
    seconds, found = [], 0
    for _ in range(runs):
        started = time.process_time()
        found = sum(len(extract_file(path)) for path in paths)
        seconds.append(time.process_time() - started)
    print(json.dumps({"characters": characters, "found": found, "seconds": min(seconds)}))


if __name__ == "__main__":
    main()
