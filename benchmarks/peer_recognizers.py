"""Time Recognizers-Text on documents, one core; runs in the environment that ``peer.py`` makes.

Prints one JSON object: characters, matches, processor seconds of the best run. Six models are asked for each
line, as no single one finds numbers, units, percentages and dates.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from recognizers_date_time import recognize_datetime
from recognizers_number import Culture, recognize_number, recognize_ordinal, recognize_percentage
from recognizers_number_with_unit import recognize_currency, recognize_dimension

MODELS = (
    recognize_number,
    recognize_ordinal,
    recognize_percentage,
    recognize_currency,
    recognize_dimension,
    recognize_datetime,
)


def main() -> None:
    """Read the files named on the command line and time the models on their lines."""
    runs, paths = int(sys.argv[1]), sys.argv[2:]
    text = "\n".join(Path(path).read_bytes().decode("utf-8") for path in paths)
    lines = [line for line in text.splitlines() if line.strip()]
    for model in MODELS:
        model("2020年增长5%", Culture.Chinese)
    seconds, matches = [], 0
    for _ in range(runs):
        started = time.process_time()
        matches = sum(len(model(line, Culture.Chinese)) for line in lines for model in MODELS)
        seconds.append(time.process_time() - started)
    print(json.dumps({"characters": len(text), "found": matches, "seconds": min(seconds)}))


if __name__ == "__main__":
    main()
