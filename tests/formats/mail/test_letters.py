"""A post gets one letter with all it has to report, and a mail server takes it."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import date, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from luoshi.errors import LuoshiError
from luoshi.formats.mail.digest import Digest, Item, State, is_due_today, letter
from luoshi.formats.mail.sending import Server, send


def item(state: State, working_days: int = 1, **values: Any) -> Item:
    given = {
        "indicator": "地区生产总值",
        "period": "2025",
        "due": date(2026, 3, 10),
        "basis": "《规划》指标1",
    }
    return Item(**{**given, **values}, state=state, working_days=working_days)


DIGEST = Digest(
    post="综合科填报岗",
    organisation="某市统计局",
    mail="reporter@example.cn",
    items=(
        item("due"),
        item("overdue", -3, indicator="路网密度", period="2025-06", due=date(2026, 2, 27)),
        item("returned", -1, indicator="优良天数", reason="小数位\n不符"),
    ),
    address="https://luoshi.example.cn/report/abc",
    until=datetime(2026, 3, 20, 18, 0),
)


def body(message: EmailMessage) -> str:
    return str(message.get_content())


def test_a_letter_lists_the_returned_then_the_overdue_then_the_due() -> None:
    message = letter(DIGEST, "luoshi@example.cn")
    text = body(message)
    assert message["Subject"] == (
        "数据退回：综合科填报岗，1 项需修改，共 3 项待报"
        " / Figures returned: 综合科填报岗, 1 to correct, 3 due"
    )
    assert text.startswith("某市统计局综合科填报岗：")
    assert [text.index(word) for word in ("退回修改", "已逾期", "近期到期")] == sorted(
        text.index(word) for word in ("退回修改", "已逾期", "近期到期")
    )
    assert "退回理由：小数位 不符" in text
    assert "依据：《规划》指标1" in text
    assert "路网密度（2025年6月）　期限 2026年2月27日" in text
    assert "https://luoshi.example.cn/report/abc" in text
    assert "2026-03-20 18:00 前有效" in text


def test_a_letter_speaks_both_languages_the_one_asked_for_first() -> None:
    message = letter(DIGEST, "luoshi@example.cn", "en")
    text = body(message)
    assert message["Subject"].startswith("Figures returned: 综合科填报岗, 1 to correct, 3 due / 数据退回")
    assert text.index("Past their day (1)") < text.index("已逾期（1 项）")
    assert message["Content-Language"] == "en, zh-CN"


def test_what_was_sent_for_correction_is_told_with_its_reason() -> None:
    from dataclasses import replace

    told = item("correction", -2, reason="请核对口径", told={"zh": "相差17.83亿元", "en": "17.83 apart"})
    message = letter(replace(DIGEST, items=(told,)), "luoshi@example.cn")
    text = body(message)
    assert message["Subject"].startswith("数据不一致待更正：综合科填报岗，1 项")
    assert "情况：相差17.83亿元" in text
    assert "17.83 apart" in text
    assert "更正理由：请核对口径" in text


@pytest.mark.parametrize(
    ("state", "working_days", "today"),
    [
        ("due", 6, False),
        ("due", 5, True),
        ("due", 3, False),
        ("due", 1, True),
        ("due", 0, True),
        ("overdue", -1, True),
        ("overdue", -2, False),
        ("overdue", -3, True),
        ("overdue", -6, True),
        ("returned", 4, True),
        ("correction", 0, True),
        ("correction", -2, False),
        ("correction", -3, True),
    ],
)
def test_reminders_come_on_their_days_only(state: State, working_days: int, today: bool) -> None:
    assert is_due_today(item(state, working_days)) is today


def test_a_name_cannot_add_a_head_to_the_letter() -> None:
    from dataclasses import replace

    message = letter(replace(DIGEST, post="岗\r\nBcc: x@example.cn"), "luoshi@example.cn")
    assert message["Bcc"] is None
    with pytest.raises(ValueError, match="Header values"):
        letter(replace(DIGEST, mail="a@example.cn\r\nBcc: x@example.cn"), "luoshi@example.cn")


class Box:
    """A mail box that refuses one address."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("gone@"):
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        self.taken.append(parsed)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture
def box() -> Iterator[tuple[Box, Server]]:
    """A mail server on this machine."""
    taken = Box()
    controller = Controller(taken, hostname="127.0.0.1", port=free_port())
    controller.start()
    port = controller.port
    yield taken, Server.parse(f"smtp://127.0.0.1:{port}", "luoshi@example.cn")
    controller.stop()


def test_a_server_takes_the_letter_and_one_bad_address_stops_no_other(box: tuple[Box, Server]) -> None:
    from dataclasses import replace

    taken, server = box
    letters = [
        letter(replace(DIGEST, mail=one), server.sender) for one in ("gone@example.cn", "a@example.cn")
    ]
    problems = send(server, letters)
    assert [one.code for one in problems] == ["mail-refused"]
    assert "gone@" not in problems[0].words("zh")
    (message,) = taken.taken
    assert message["To"] == "a@example.cn"
    assert message["Subject"] == letters[1]["Subject"]
    assert "某市统计局综合科填报岗" in body(message)
    assert message["Message-ID"].endswith("@example.cn>")


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    server = Server.parse("smtp://u:secret@127.0.0.1:9", "luoshi@example.cn")
    assert "secret" not in repr(server)
    with pytest.raises(LuoshiError, match=r"127\.0\.0\.1:9") as caught:
        send(server, [])
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("", "a@example.cn"),
        ("http://mail", "a@example.cn"),
        ("smtp://mail", ""),
        ("smtp://mail:x", "a@b"),
        ("smtp://mail", "a@b\nBcc: c@d"),
    ],
)
def test_a_server_must_be_named(address: str, sender: str) -> None:
    with pytest.raises(LuoshiError, match="mail-not-set"):
        Server.parse(address, sender)


def test_settings_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_SMTP", "smtp+starttls://us%40er:pa%2Fss@mail.example.cn")
    monkeypatch.setenv("LUOSHI_MAIL_FROM", "luoshi@example.cn")
    server = Server.from_environment()
    assert (server.port, server.user, server.password) == (587, "us@er", "pa/ss")
