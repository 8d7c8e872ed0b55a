"""HEAD is answered as GET is, without a body."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/plans", "/api/v1/plans", "/static/css/site.css", "/nowhere"])
def test_head_has_the_status_and_headers_of_get_and_no_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert got.content
    assert head.content == b""


def test_head_of_a_page_that_only_takes_figures_writes_nothing(client: TestClient) -> None:
    assert client.head("/collect/upload").status_code == client.get("/collect/upload").status_code
