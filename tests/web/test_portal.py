"""Every page of the public portal is followed: nothing of the work on the ledger is on any of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient

from luoshi.access.publishing import publish as publish_copy
from luoshi.collection.closing import close
from luoshi.collection.deciding import send_back
from luoshi.collection.remarks import add_evidence, comment
from luoshi.ledger import planning, views
from luoshi.ledger.disagreeing.answers import answer
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.observations import import_observations
from luoshi.ledger.retracting import retract
from luoshi.ledger.store import Ledger
from luoshi.web.access import TABLE
from luoshi.web.app import create_app
from tests.collection import office
from tests.ledger.folder import FIGURES
from tests.web.bureau import HERE, NOW, build_city, open_bureau

pytestmark = pytest.mark.sqlite

INTERNAL = {
    "a value that was only handed in": "75.4321",
    "how it goes, said with a figure": "内部进展情况",
    "what hinders, said with a figure": "内部存在问题",
    "what comes next, said with a figure": "内部下一步措施",
    "a note beside a figure": "内部备注",
    "a remark": "内部意见",
    "the name of a file of evidence": "内部佐证",
    "what stands in it": "内部佐证的内容",
    "why figures were returned": "内部退回理由",
    "why a disagreement was explained": "内部核对说明",
    "why something was entered": "内部录入理由",
    "why a source was taken out": "内部撤回理由",
    "why a period was closed": "内部封存理由",
    "who handed in": "zhang",
    "a post": "综合统计岗",
    "another post": "规划科长",
    "a department": "综合科",
    "who entered": "actor-of-the-house",
    "an outlook": "趋势研判",
}
"""What the working ledger holds and nobody outside is to see."""


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in the middle of work, with the words of ``INTERNAL`` in it."""
    path = build_city(tmp_path_factory.mktemp("portal"))
    actor = INTERNAL["who entered"]
    with Ledger.open(path, clock=lambda: NOW) as ledger:
        said = {
            "progress": INTERNAL["how it goes, said with a figure"],
            "obstacles": INTERNAL["what hinders, said with a figure"],
            "next_steps": INTERNAL["what comes next, said with a figure"],
            "note": INTERNAL["a note beside a figure"],
        }
        office.published(ledger, office.figure("1", "452.8", **said))
        waiting = office.handed_in(ledger, office.figure("2", INTERNAL["a value that was only handed in"]))
        add_evidence(
            ledger,
            waiting,
            f"{INTERNAL['the name of a file of evidence']}.txt",
            INTERNAL["what stands in it"].encode(),
            actor=office.ZHANG,
        )
        comment(ledger, waiting, INTERNAL["a remark"], actor=office.LI)
        why = INTERNAL["why figures were returned"]
        send_back(ledger, waiting, actor=office.LI, reason=why, today=office.TODAY)
        plan = views.plans(ledger)[0]
        figures = path.with_name("figures.csv")
        figures.write_text(FIGURES.replace("2023,430.6,eq", "2023,436.2,eq"), encoding="utf-8")
        import_observations(ledger, figures, actor=actor)
        found = disagreements(ledger, plan.id)
        assert found
        why = INTERNAL["why a disagreement was explained"]
        answer(ledger, found[0].id, "explained", reason=why, actor=actor)
        why = INTERNAL["why something was entered"]
        planning.relate(
            ledger,
            plan,
            "higher",
            other=None,
            title="某省规划",
            issuer=None,
            published="2021",
            actor=actor,
            reason=why,
        )
        close(ledger, plan.slug, "2024", actor=office.WANG, reason=INTERNAL["why a period was closed"])
        retract(ledger, "report", INTERNAL["why a source was taken out"], actor=actor)
    open_bureau(path).store.close()
    return path


@dataclass(slots=True)
class Portal:
    """What a visitor gets who follows every link.

    Attributes:
        answers: Status and words of each address.
    """

    client: TestClient
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)

    def follow(self, start: str, most: int) -> None:
        """Follow the links from a page, each address once."""
        waiting = [start]
        while waiting and len(self.answers) < most:
            address = waiting.pop(0)
            if address in self.answers:
                continue
            answer = self.client.get(address)
            words = readable(answer.content, answer.headers.get("content-type", ""))
            self.answers[address] = answer.status_code, words
            if "text/html" in answer.headers.get("content-type", ""):
                waiting += list(links(words, str(answer.url)))


def links(words: str, page: str) -> Iterator[str]:
    """Yield the addresses of this site that a page leads to, without what is only shown otherwise."""
    for target in re.findall(r'(?<![\w-])(?:href|src|action|hx-get|data-url)="([^"#]+)', words):
        parts = urlsplit(urljoin(page, unescape(target)))
        if parts.netloc == urlsplit(HERE).netloc and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def readable(content: bytes, kind: str) -> str:
    """Return the words of an answer; those of a packed document are unpacked."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return content.decode("utf-8", "replace")


def api_addresses(portal: Portal) -> Iterator[str]:
    """Yield each address of the API, for every plan, indicator and document the pages lead to."""
    seen = [urlsplit(address).path.strip("/").split("/") for address in portal.answers]
    plans = {(one[0], one[1]) for one in seen if len(one) == 2 and one[0] == "jiangchuan"}
    for rule in TABLE:
        if rule.released and rule.path.startswith("/api/v1") and "{key}" not in rule.path:
            for place, plan in plans or {("x", "x")}:
                path = rule.path.replace("{place}", place).replace("{plan}", plan)
                yield from (path.replace("{indicator}", n) for n in ("1", "2", "3"))


@pytest.fixture(scope="module")
def portal(working: Path, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    copy = tmp_path_factory.mktemp("public") / "public.db"
    with Ledger.open(working, read_only=True) as ledger:
        publish_copy(ledger, copy, NOW.date())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LUOSHI_RATE", "0")
        app = create_app(copy, published=True, host="0.0.0.0", clock=lambda: NOW)
    made = Portal(client=TestClient(app, base_url=HERE, headers={"accept-language": "zh-CN"}))
    made.follow("/", most=250)
    for address in dict.fromkeys(api_addresses(made)):
        for query in ("", "?format=csv"):
            made.follow(address + query, most=10_000)
    return made


def test_the_working_ledger_holds_what_the_portal_must_not(working: Path) -> None:
    """Else the test below could not fail."""
    with Ledger.open(working, read_only=True) as ledger:
        everything = b"".join(path.read_bytes() for path in working.parent.glob(f"{working.name}*"))
        assert ledger.verify() == []
    missing = {what for what, word in INTERNAL.items() if word.encode() not in everything}
    assert missing <= {"an outlook", "what stands in it"}


def test_no_page_of_the_portal_shows_what_is_internal(portal: Portal) -> None:
    assert len(portal.answers) > 60
    shown = {
        (address, what)
        for address, (_, words) in portal.answers.items()
        for what, word in INTERNAL.items()
        if word in words
    }
    assert shown == set()


def test_every_link_of_the_portal_leads_somewhere(portal: Portal) -> None:
    pages = {address: status for address, (status, _) in portal.answers.items() if "/api/" not in address}
    assert {address: status for address, status in pages.items() if status != 200} == {}


def test_the_description_of_the_portals_api_names_what_it_has(portal: Portal) -> None:
    made = portal.client.get("/api/v1/openapi.json").json()
    assert {method for path in made["paths"].values() for method in path} == {"get"}
    assert "/api/v1/submissions" not in made["paths"]


def test_the_portal_leads_to_no_page_of_work(portal: Portal) -> None:
    inside = re.compile(r"^/(sign-|account|people|audit|collect|owners|gaps|report/|set-password)")
    assert [address for address in portal.answers if inside.match(address)] == []
