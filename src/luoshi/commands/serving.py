"""``luoshi serve``: the pages of a ledger on an address."""

from __future__ import annotations

import errno
import ipaddress
import socket

import click

from luoshi.commands.base import Command
from luoshi.commands.failure import keep_log
from luoshi.commands.session import session
from luoshi.commands.words import say
from luoshi.errors import LuoshiError

QUEUE = 2048
"""Connections that may wait to be accepted."""


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--public", "published", is_flag=True)
def serve(host: str, port: int, published: bool) -> None:
    """Show a ledger in a browser until interrupted."""
    with listen(host, port) as listener:
        import uvicorn

        from luoshi.web.app import create_app

        app = create_app(session().ledger, host=host, published=published, log=str(keep_log()), warm=True)
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
        say("serving", address=address(host, listener.getsockname()[1]))
        uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address.

    Raises:
        LuoshiError: ``port-in-use``, ``port-forbidden`` or ``host-unknown``.
    """
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise LuoshiError("host-unknown", host=host) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(QUEUE)
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
