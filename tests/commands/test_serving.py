"""``luoshi serve`` listens where it was told to, or says why it cannot."""

from __future__ import annotations

import socket

import pytest

from luoshi.commands.serving import address, bound
from luoshi.errors import LuoshiError


def test_a_port_in_use_is_said_to_be_in_use() -> None:
    with bound("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LuoshiError) as caught:
            bound("127.0.0.1", port)
    assert caught.value.problem.code == "port-in-use"
    assert str(port) in caught.value.problem.words("en")


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_an_address_that_is_not_this_machines_is_named(host: str) -> None:
    with pytest.raises(LuoshiError) as caught:
        bound(host, 0)
    assert caught.value.problem.code == "host-unknown"


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("city.example", "http://city.example:8000/"),
    ],
)
def test_the_address_shown_is_one_that_a_browser_opens(host: str, shown: str) -> None:
    assert address(host, 8000) == shown


def test_the_end_of_an_answer_is_not_held_back() -> None:
    """A socket that says it speaks TCP is what asyncio sets TCP_NODELAY for on each of its connections."""
    with bound("127.0.0.1", 0) as taken:
        assert taken.proto == socket.IPPROTO_TCP


def test_nobody_is_let_in_before_answers_are_ready() -> None:
    """A socket with an address refuses connections until the server listens on it."""
    with bound("127.0.0.1", 0) as taken, socket.socket() as early, pytest.raises(ConnectionRefusedError):
        early.connect(taken.getsockname())
    with bound("127.0.0.1", 0) as taken, socket.socket() as later:
        taken.listen()
        later.connect(taken.getsockname())
