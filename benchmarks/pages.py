"""How soon the first page is there, and how large the pages are."""

from __future__ import annotations

import gzip
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

from benchmarks.process import ROOT, luoshi

PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and everything it loads at first, in bytes as they travel (gzip)."""

    path: str
    html: int
    first_load: int
    charts: int


@contextmanager
def serving(ledger: str, *options: str) -> Iterator[tuple[str, float]]:
    """Serve a ledger; give the address of its first page and the seconds until it was there."""
    port = _free_port()
    started = time.perf_counter()
    command = luoshi("serve", "--ledger", ledger, "--port", str(port), *options)
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=sys.stderr)
    try:
        address = _first_page(f"http://127.0.0.1:{port}/", process)
        yield address, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(timeout=10)


def _first_page(address: str, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address) as answer:
                answer.read()
                return str(answer.geturl())
        except urllib.error.URLError:
            time.sleep(0.02)
    raise RuntimeError("the pages did not appear")


def measure(address: str) -> Page:
    """Return the sizes of a page and of the styles and scripts it names."""
    html = _fetch(address)
    names = re.findall(r'(?:href|src|data-library)="([^"]+\.(?:css|js|svg)\b[^"#]*)', html.decode())
    sizes = {name: len(gzip.compress(_fetch(urljoin(address, name)), 6)) for name in sorted(set(names))}
    charts = sum(size for name, size in sizes.items() if "echarts" in name)
    page = len(gzip.compress(html, 6))
    path = "/" + address.split("/", 3)[3]
    return Page(path=path, html=page, first_load=page + sum(sizes.values()) - charts, charts=charts)


def links(address: str) -> list[str]:
    """Return the pages that a page leads to on the same server; files to download are no pages."""
    found = re.findall(r'href="(/[^"#?]*)["#?]', _fetch(address).decode())
    pages = [path for path in dict.fromkeys(found) if not path.startswith(("/static", "/api"))]
    return [urljoin(address, path) for path in pages if is_page(urljoin(address, path))]


def is_page(address: str) -> bool:
    """Say whether an address gives HTML."""
    with urllib.request.urlopen(address) as answer:
        return bool(answer.headers.get_content_type() == "text/html")


def _fetch(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
