"""What a form brought: its fields and its files, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.requests import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that was sent.

    Attributes:
        name: Its last part only; empty where no file was chosen.
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The fields of a form by name; of several with one name the last."""

    fields: Mapping[str, str]
    files: Mapping[str, File] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a field without surrounding space, empty where it is missing."""
        return self.fields.get(name, "").strip()


async def sent(request: Request) -> Sent:
    """Read the form of a request."""
    form = await request.form()
    fields: dict[str, str] = {}
    files: dict[str, File] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            base = (value.filename or "").replace("\\", "/").rpartition("/")[2]
            files[name] = File(name=base[:200], content=await value.read())
        else:
            fields[name] = value
    return Sent(fields=fields, files=files)
