"""Files to take away carry the figures of the screen."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from fastapi.testclient import TestClient
from lxml.html import document_fromstring


def test_the_csv_has_every_target_in_codes_and_opens_in_a_spreadsheet(client: TestClient) -> None:
    answer = client.get("/city/plan/downloads/results.csv?at=2025-12-31")
    assert answer.content.startswith(b"\xef\xbb\xbf"), "marked as UTF-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(r["plan_no"], r["indicator"], r["verdict"], r["reason"]) for r in rows] == [
        ("1", "地区生产总值", "not_reached", ""),
        ("2", "路网密度", "not_assessed", "no_published_data"),
    ]
    assert (rows[0]["value"], rows[0]["period"], rows[0]["completion"]) == ("90", "2025", "0.7500")


def test_the_json_keeps_every_digit(client: TestClient) -> None:
    first = json.loads(client.get("/city/plan/downloads/results.json").content)[0]
    assert first["value"] == "90"
    assert first["completion"] == "0.7500"


@pytest.mark.parametrize("file", ["table.xlsx", "brief.docx"])
def test_the_papers_are_whole_files(client: TestClient, file: str) -> None:
    answer = client.get(f"/city/plan/downloads/{file}")
    assert answer.status_code == 200
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert "attachment" in answer.headers["content-disposition"]


def test_another_name_is_not_found(client: TestClient) -> None:
    assert client.get("/city/plan/downloads/plan.exe").status_code == 404


def test_all_figures_of_a_plan_can_be_taken_away_with_their_sources(client: TestClient) -> None:
    page = document_fromstring(client.get("/city/plan?at=2025-12-31").text)
    (address,) = [link for link in page.xpath("//a[@download]/@href") if "/observations" in link]
    assert "at=2025-12-31" in address
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {"66.5", "70", "85", "90"} <= {cell for row in rows for cell in row.values()}
    assert any("统计公报" in str(row.values()) for row in rows)
