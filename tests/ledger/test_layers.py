"""What was read in place of an original is kept: words keep their places whatever becomes of the programs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from luoshi.documents import recognising
from luoshi.documents.model import Layer
from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.cuts import NOW
from luoshi.ledger.layers import layer_of
from luoshi.ledger.store import Ledger
from luoshi.web.library import text

WORDS = "2024年，沈阳市高新技术企业达到2560家。"
MADE_BY = {"program": "rapidocr 3", "runtime": "onnxruntime 1", "models": ["rec.onnx"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one scanned page."""
    stream = io.BytesIO()
    Image.new("L", (200, 300), 255).save(stream, "PNG")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "page.png").write_bytes(stream.getvalue())
    return tmp_path / "documents"


def engine_reads(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand a known recognition in for the engine, which has tests of its own."""
    line = {"text": words, "box": [50.0, 50.0, 300.0, 64.0], "score": 0.99}
    page = {"number": 1, "width": 595.0, "height": 842.0, "angle": 0.0, "lines": [line], "edges": []}
    layer = Layer(
        media_type=recognising.MEDIA_TYPE, body=json.dumps({"pages": [page]}).encode(), made_by=MADE_BY
    )
    monkeypatch.setattr("luoshi.documents.readers.recognised.recognise", lambda pictures, place: layer)


def test_recognised_words_stay_as_they_were_first_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine_reads(WORDS, monkeypatch)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        first = build(ledger, folder)
        assert [one.status for one in first.documents] == ["added"]
        engine_reads("另一个版本读出的别的话，增长9%。", monkeypatch)
        again = build(ledger, folder)
        assert [one.status for one in again.documents] == ["unchanged"]
        (view,) = views.documents(ledger)
        shown = text(ledger, view.key, NOW)
        assert shown.document.text == WORDS
        assert ledger.verify() == []


def test_the_record_of_the_source_names_engine_and_models(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine_reads(WORDS, monkeypatch)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        build(ledger, folder)
        (view,) = views.documents(ledger)
        kept = layer_of(ledger, view.sha256)
        assert kept is not None
        assert kept.made_by == MADE_BY
        (statement,) = views.statements(ledger)
        assert statement.anchor.locator["page"] == 1
        assert statement.anchor.locator["boxes"]
