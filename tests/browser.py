"""A real Chromium for the tests: serving an application, opening its pages, and what is checked on each."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
DESK, PHONE = (1440, 900), (390, 844)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine; yield its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 30
        while not server.started:
            assert thread.is_alive(), "the server stopped while starting"
            assert time.monotonic() < deadline, "the server did not start within 30 s"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    """Start Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is open, with everything it said and asked for.

    Attributes:
        complaints: Errors on the console, breaches of the policy among them, and uncaught errors.
        asked: Addresses it requested.
        weights: Bytes that came over the wire, by address.
    """

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    def strangers(self) -> list[str]:
        """Return the requests that left the site."""
        return [address for address in self.asked if not address.startswith((self.origin, "data:", "blob:"))]

    def weight(self) -> int:
        """Return how many bytes came over the wire, ECharts aside."""
        return sum(size for address, size in self.weights.items() if "/echarts-" not in address)

    def breaches(self, *allowed: str) -> list[str]:
        """Return what axe-core finds serious or critical, as rule and place."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {node['target'][0]} — {node['failureSummary']}"
            for violation in found["violations"]
            if violation["impact"] in ("serious", "critical") and violation["id"] not in allowed
            for node in violation["nodes"]
        ]

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


class Visitor:
    """Opens pages of one site, each in a fresh browser profile."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.origin = origin
        self.contexts: list[BrowserContext] = []

    def __call__(
        self,
        path: str,
        *,
        language: str = "zh",
        size: tuple[int, int] = DESK,
        until: Literal["load", "networkidle"] = "load",
        **options: Any,
    ) -> Visit:
        """Open a path and wait until everything it names is there."""
        width, height = size
        context = self.browser.new_context(
            locale=LOCALES[language], viewport={"width": width, "height": height}, **options
        )
        self.contexts.append(context)
        visit = Visit(page=context.new_page(), origin=self.origin)
        _listen(visit)
        visit.page.goto(self.origin + path, wait_until=until)
        return visit

    def close(self) -> None:
        """Close everything that was opened."""
        for context in self.contexts:
            context.close()


def _listen(visit: Visit) -> None:
    page = visit.page

    def told(message: Any) -> None:
        if message.type == "error":
            visit.complaints.append(message.text)

    def asked(request: Request) -> None:
        visit.asked.append(request.url)

    page.on("console", told)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("request", asked)
    _weigh(visit, page.context.new_cdp_session(page))


def _weigh(visit: Visit, session: Any) -> None:
    """Count bytes as they come over the wire, headers and compression included."""
    addresses: dict[str, str] = {}

    def answered(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["response"]["url"]

    def finished(event: dict[str, Any]) -> None:
        address = addresses.get(event["requestId"], event["requestId"])
        visit.weights[address] = visit.weights.get(address, 0) + int(event["encodedDataLength"])

    session.send("Network.enable")
    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)


def text_of(page: Page, selector: str) -> str:
    """Return the visible text of the first match, with runs of white space made one."""
    return " ".join(page.locator(selector).first.inner_text().split())


def texts_of(page: Page, selector: str) -> list[str]:
    """Return the visible text of every match."""
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def waited(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Say whether something came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def as_json(page: Page, path: str) -> Any:
    """Return what a path of the site answers, read as JSON."""
    return json.loads(page.evaluate("path => fetch(path).then(answer => answer.text())", path))
