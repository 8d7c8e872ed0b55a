"""A link works once, for a while, and is kept as a hash."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from luoshi.access import links
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from tests.access.conftest import Clock

WEEK = timedelta(days=7)


def test_a_link_works_until_it_is_used(store: AccessStore) -> None:
    made, secret = links.issue(store, "post", "a@example.cn", WEEK, by="local")
    assert links.opened(store, secret) == made
    links.use(store, made)
    for again in (lambda: links.opened(store, secret), lambda: links.use(store, made)):
        with pytest.raises(LuoshiError, match="link-gone"):
            again()
    links.give_back(store, made)
    assert links.opened(store, secret).post_id == "post"


def test_a_link_ends(store: AccessStore, clock: Clock) -> None:
    made, secret = links.issue(store, "post", "a@example.cn", WEEK, by="local")
    clock.pass_by(WEEK)
    with pytest.raises(LuoshiError, match="link-gone"):
        links.opened(store, secret)
    with pytest.raises(LuoshiError, match="link-gone"):
        links.use(store, made)
    with pytest.raises(LuoshiError, match="link-span"):
        links.issue(store, "post", "a@example.cn", timedelta(days=32), by="local")


def test_the_secret_is_not_kept_and_an_unknown_one_opens_nothing(store: AccessStore, tmp_path: Path) -> None:
    made, secret = links.issue(store, "post", "a@example.cn", WEEK, by="local")
    with store.reading() as connection:
        row = connection.execute(select(links.form_link)).one()
    assert secret not in map(str, row)
    assert made.actor in f"link-{row.id}"
    with pytest.raises(LuoshiError, match="link-gone"):
        links.opened(store, secret[:-1])


def test_a_post_is_reminded_once_a_day(store: AccessStore) -> None:
    day = date(2026, 2, 10)
    assert links.reminded(store, day) == frozenset()
    links.note_reminder(store, "post", day)
    assert links.reminded(store, day) == {"post"}
    assert links.reminded(store, day + timedelta(days=1)) == frozenset()
