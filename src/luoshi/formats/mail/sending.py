"""Handing letters to a mail server (SMTP, RFC 5321), each on its own: one bad address stops no other."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Self
from urllib.parse import unquote, urlsplit

from luoshi.errors import LuoshiError, Problem

SECONDS = 30
"""A server that says nothing for so long is given up."""
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server.

    Attributes:
        scheme: ``smtp``, ``smtp+starttls`` or ``smtps``.
        sender: Address that letters come from.
        password: Never shown.
    """

    scheme: str
    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls) -> Self:
        """Return the server that ``LUOSHI_SMTP`` and ``LUOSHI_MAIL_FROM`` name.

        Raises:
            LuoshiError: ``mail-not-set``.
        """
        return cls.parse(os.environ.get("LUOSHI_SMTP", ""), os.environ.get("LUOSHI_MAIL_FROM", ""))

    @classmethod
    def parse(cls, address: str, sender: str) -> Self:
        """Read ``smtp://user:password@host:port``; raises ``mail-not-set``."""
        try:
            parts = urlsplit(address)
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise LuoshiError("mail-not-set") from error
        if parts.scheme not in PORTS or not parts.hostname or "@" not in sender or "\n" in sender:
            raise LuoshiError("mail-not-set")
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password) if parts.password else None
        return cls(
            scheme=parts.scheme, host=parts.hostname, port=port, sender=sender, user=user, password=password
        )


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    trusted = ssl.create_default_context()
    if server.scheme == "smtps":
        made: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trusted)
    else:
        made = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    with made as connection:
        if server.scheme == "smtp+starttls":
            connection.starttls(context=trusted)
        if server.user is not None:
            connection.login(server.user, server.password or "")
        yield connection


def send(server: Server, letters: Iterable[EmailMessage]) -> list[Problem]:
    """Hand letters over and return a problem for each that was not taken.

    Raises:
        LuoshiError: ``mail-unreachable`` when the server cannot be reached or lets nobody in.
    """
    problems: list[Problem] = []
    try:
        with _connected(server) as connection:
            for letter in letters:
                problems += _send(connection, server, letter)
    except (OSError, smtplib.SMTPException) as error:
        reason = type(error).__name__
        raise LuoshiError("mail-unreachable", server=f"{server.host}:{server.port}", reason=reason) from error
    return problems


def _send(connection: smtplib.SMTP, server: Server, letter: EmailMessage) -> list[Problem]:
    letter["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2].strip(">"))
    try:
        connection.send_message(letter)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        detail = {"subject": letter["Subject"], "reason": type(error).__name__}
        return [Problem(code="mail-refused", detail=detail)]
    return []
