"""``luoshi serve``: the pages of a ledger on an address."""

from __future__ import annotations

import errno
import gc
import ipaddress
import socket
import sys
import time

import click

from luoshi.commands.base import Command
from luoshi.commands.failure import keep_log
from luoshi.commands.progress import Progress
from luoshi.commands.session import session
from luoshi.commands.words import say, words
from luoshi.errors import LuoshiError

_TURN = 0.0005
"""Seconds after which a thread that computes lets another one go on; answers from memory need little."""

_NEW_OBJECTS = 50_000
"""New objects after which unused ones are looked for; each look stops everybody."""


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--public", "published", is_flag=True)
@click.option("--prepare", "within", type=click.FloatRange(0, 3600))
def serve(host: str, port: int, published: bool, within: float | None) -> None:
    """Show a ledger in a browser until interrupted."""
    with bound(host, port) as listener:
        import uvicorn

        from luoshi.web.app import create_app
        from luoshi.web.readiness import Ready

        ready = Ready(within=within, told=_Told())
        app = create_app(session().ledger, host=host, published=published, log=str(keep_log()), ready=ready)
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
        be_fair()

        class Announced(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                say("serving", address=address(host, listener.getsockname()[1]))

        server = Announced(config)
        ready.stopped = lambda: server.should_exit
        try:
            server.run(sockets=[listener])
        except OSError as error:
            raise _refused(error, host, port) from error


class _Told:
    """Tells on the terminal how far the answers are that are worked out before connections are accepted."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._bar: Progress | None = None

    def step(self, every: int) -> None:
        """One more of so many answers is ready."""
        self._bar = self._bar or Progress(words("preparing"), every)
        self._bar.step()

    def end(self, ready: int, every: int) -> None:
        """No more are worked out before connections are accepted."""
        if self._bar is not None:
            self._bar.close()
        gc.collect()
        gc.freeze()
        seconds = f"{time.monotonic() - self._started:.1f}"
        say("prepared" if ready == every else "prepared-in-part", ready=ready, every=every, seconds=seconds)


def be_fair() -> None:
    """Let no request hold the others up for long."""
    sys.setswitchinterval(_TURN)
    gc.set_threshold(_NEW_OBJECTS, 20, 50)
    gc.freeze()


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that has an address and takes no connections yet: whoever tries is refused.

    It says that it speaks TCP: only then are its connections told not to hold back the end of an answer until
    its beginning was acknowledged (``TCP_NODELAY``), which takes 40 ms.

    Raises:
        LuoshiError: ``port-in-use``, ``port-forbidden`` or ``host-unknown``.
    """
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise LuoshiError("host-unknown", host=host) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
    except OSError as error:
        listener.close()
        raise _refused(error, host, port) from error
    return listener


def _refused(error: OSError, host: str, port: int) -> LuoshiError:
    if error.errno == errno.EADDRINUSE:
        return LuoshiError("port-in-use", port=port)
    if error.errno == errno.EACCES:
        return LuoshiError("port-forbidden", port=port)
    return LuoshiError("host-unknown", host=host)


def address(host: str, port: int) -> str:
    """Return what a person opens in a browser."""
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{port}/"
    if parsed.is_unspecified:
        return f"http://127.0.0.1:{port}/"
    return f"http://[{host}]:{port}/" if parsed.version == 6 else f"http://{host}:{port}/"
