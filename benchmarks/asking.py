"""A client of HTTP/1.1 that costs little, so that it can ask beside the server it measures."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """A request, ready to be sent."""

    name: str
    sent: bytes


def call(
    method: str, target: str, headers: Mapping[str, str], body: bytes = b"", name: str | None = None
) -> Call:
    """Return a request; what is not ASCII in its target is sent as UTF-8, quoted."""
    quoted = "".join(
        one if one.isascii() else "".join(f"%{byte:02X}" for byte in one.encode()) for one in target
    )
    told = {"host": "127.0.0.1", "accept-encoding": "gzip", **headers}
    if body:
        told |= {"content-type": "application/json", "content-length": str(len(body))}
    lines = "".join(f"{key}: {value}\r\n" for key, value in told.items())
    return Call(name=name or target, sent=f"{method} {quoted} HTTP/1.1\r\n{lines}\r\n".encode() + body)


class Line:
    """One connection to the server, made when it is needed and again when the server ended it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, call: Call) -> int:
        """Send a request, read its answer to the end and return its status.

        A connection that was idle may be ended by the server just as it is used: then a new one is made.
        """
        if self._reader is not None:
            try:
                return await self._exchange(call)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
        await self._open()
        return await self._exchange(call)

    def close(self) -> None:
        """Let go of the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)

    async def _exchange(self, call: Call) -> int:
        assert self._reader is not None
        assert self._writer is not None
        self._writer.write(call.sent)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        if "transfer-encoding: chunked" in head:
            await self._chunks()
        elif "content-length: " in head and status not in (204, 304):
            await self._reader.readexactly(int(head.split("content-length: ", 1)[1].split("\r\n", 1)[0]))
        if "connection: close" in head:
            self.close()
        return status

    async def _chunks(self) -> None:
        assert self._reader is not None
        size = 1
        while size:
            size = int((await self._reader.readline()).split(b";")[0], 16)
            await self._reader.readexactly(size + 2)


class Lines:
    """Connections to one server; a request takes one that is free, waits where all are busy."""

    def __init__(self, port: int, most: int) -> None:
        self._free = [Line(port) for _ in range(most)]
        self._left = asyncio.Semaphore(most)

    async def ask(self, call: Call) -> int:
        """Send a request over the line that was used last of those that are free."""
        async with self._left:
            line = self._free.pop()
            try:
                return await line.ask(call)
            except BaseException:
                line.close()
                raise
            finally:
                self._free.append(line)

    def close(self) -> None:
        """Let go of every connection."""
        for line in self._free:
            line.close()
