"""The same extractor on Apache Spark: bytes of documents in, rows of the six tables out (``mapInPandas``).

``spark.read.format("binaryFile")`` gives ``path`` and ``content``; ``extracted`` gives ``table`` and ``row``
(JSON), of which ``table_of`` makes a table. Executors need the package installed, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from luoshi.formats.corpus.rows import TABLES, document_rows, flat

if TYPE_CHECKING:
    import pandas

    from luoshi.documents.model import Source

SCHEMA = "table string, row string"
_TYPES = {"text": "string", "whole": "bigint", "real": "double"}


def extracted(frame: Any, root: str, sources: Mapping[str, Source] | None = None) -> Any:
    """Return the rows of all documents of a frame with the columns ``path`` and ``content``.

    Args:
        frame: Of PySpark.
        root: What paths begin with that is not part of a file's name in the corpus.
        sources: What is known about documents, by their file in the corpus.
    """
    known = dict(sources or {})

    def run(batches: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        return extract_batches(batches, root, known)

    return frame.mapInPandas(run, SCHEMA)


def extract_batches(
    batches: Iterable[pandas.DataFrame], root: str, sources: Mapping[str, Source]
) -> Iterator[pandas.DataFrame]:
    """Yield the rows of documents, document by document: what every executor runs."""
    import pandas

    from luoshi.documents.model import Source

    for batch in batches:
        for path, content in zip(batch["path"], batch["content"], strict=True):
            file = str(path).removeprefix(root).lstrip("/")
            source = sources.get(file) or Source(key=file.rpartition(".")[0], file=file)
            rows = list(flat(document_rows(bytes(content), file, source)))
            yield pandas.DataFrame(rows, columns=["table", "row"])


def table_of(rows: Any, table: str) -> Any:
    """Return one table of what ``extracted`` returned, with typed columns."""
    from pyspark.sql.functions import col, from_json

    columns = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in TABLES[table].items())
    return rows.where(col("table") == table).select(from_json("row", columns).alias("one")).select("one.*")
