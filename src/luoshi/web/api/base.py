"""What every answer of the API is made of."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema

from luoshi.web.format import plain

Exact = Annotated[
    Decimal,
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
"""A number as a string of its exact digits, trailing noughts included."""


class Form(BaseModel):
    """The shape of a part of an answer: every field is always there, and no other."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class BothWords(Form):
    """Words in both languages."""

    zh: str
    en: str


class Asked(Form):
    """The three times that an answer is given for."""

    at: date
    published_by: date | None
    recorded_by: datetime | int | None


class Answer(Form):
    """What every answer says beside its content."""

    question: Asked
    entry: int


class Listing(Answer):
    """A stretch of a list; the models of lists add ``items``."""

    total: int
    limit: int
    offset: int
    next: str | None


class Trouble(Form):
    """What went wrong, from the catalogue of errors."""

    code: str
    what: BothWords
    do: BothWords
