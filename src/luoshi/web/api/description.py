"""The OpenAPI of the API, made from its routes and the words of ``i18n/api*.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from luoshi import __version__
from luoshi.errors import Language
from luoshi.web.i18n import catalogue, words

VERSION = "3.1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an endpoint."""

    name: str
    inside: str
    what: str
    values: tuple[str, ...]
    usual: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of what an endpoint answers with; ``depth`` 1 is a part of the field before it."""

    name: str
    kind: str
    what: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An endpoint as a person reads about it.

    Attributes:
        fields: Of one thing of a list, or of the one thing answered.
        listed: Whether it answers with a list, and so as a table, too.
    """

    path: str
    name: str
    title: str
    what: str
    group: str
    parameters: tuple[Parameter, ...]
    fields: tuple[Field, ...]
    listed: bool


def routes(*, inside: bool = True) -> list[APIRoute]:
    """Return the routes of the API; those of a published copy unless ``inside``."""
    from luoshi.web.routes import api_plans, api_reported, api_sources, api_weighing

    own = (*api_weighing.router.routes, *api_reported.router.routes) if inside else ()
    found = (*api_plans.router.routes, *api_sources.router.routes, *own)
    return [route for route in found if isinstance(route, APIRoute)]


def writing() -> list[APIRoute]:
    """Return the routes of the API by which a program hands something in."""
    from luoshi.web.routes import api_settling, api_submissions

    found = (*api_settling.router.routes, *api_submissions.router.routes)
    return [route for route in found if isinstance(route, APIRoute)]


@cache
def described(language: Language, *, inside: bool = True) -> dict[str, Any]:
    """Return the OpenAPI in a language, with or without what a published copy has not."""
    made = _plain(words(language, "api.title"), words(language, "api.lead"), inside=inside)
    for route in routes(inside=inside):
        _describe(made["paths"][route.path_format]["get"], route.name, language)
    for route in writing() if inside else ():
        _describe(made["paths"][route.path_format]["post"], route.name, language)
    for name, schema in made["components"]["schemas"].items():
        _describe_shape(name, schema, language)
    made["components"]["schemas"].pop("HTTPValidationError", None)
    made["components"]["schemas"].pop("ValidationError", None)
    return made


def query_parameters(path: str) -> tuple[str, ...]:
    """Return the names of what may follow the ``?`` of a path."""
    return _queries()[path]


@cache
def _queries() -> dict[str, tuple[str, ...]]:
    """Return the names of all paths that are read; describing one takes as long as describing all."""
    return {
        path: tuple(one["name"] for one in does["get"].get("parameters", ()) if one["in"] == "query")
        for path, does in _bare(True)["paths"].items()
        if "get" in does
    }


def _plain(title: str, lead: str, *, inside: bool = True) -> dict[str, Any]:
    """Return the OpenAPI as the routes give it, to be written to."""
    made = deepcopy(_bare(inside))
    made["info"] |= {"title": title, "description": lead}
    return made


@cache
def _bare(inside: bool) -> dict[str, Any]:
    """Return the OpenAPI without words; putting it together takes long, and is done once."""
    every = [*routes(inside=inside), *(writing() if inside else ())]
    return get_openapi(title="", version=__version__, openapi_version=VERSION, routes=every)


def _describe(operation: dict[str, Any], name: str, language: Language) -> None:
    operation["operationId"] = name
    operation["summary"] = words(language, f"api.{name}")
    operation["description"] = words(language, f"api.{name}_what")
    for parameter in operation.get("parameters", ()):
        parameter["description"] = words(language, f"api_parameters.{parameter['name']}")


def _describe_shape(name: str, schema: dict[str, Any], language: Language) -> None:
    schema.pop("description", None)
    for field, about in schema.get("properties", {}).items():
        about["description"] = field_words(name, field, language)


def field_words(shape: str, field: str, language: Language) -> str:
    """Return what a field is; a shape's own words come before those that the name has everywhere."""
    own = f"api_fields.{shape}-{field}"
    return words(language, own if own in catalogue() else f"api_fields.{field}")


@cache
def endpoints(language: Language, *, inside: bool = True) -> tuple[Endpoint, ...]:
    """Return every endpoint in the order of the routes; those of a published copy unless ``inside``."""
    made = described(language, inside=inside)
    return tuple(_endpoint(route, made, language) for route in routes(inside=inside))


def _endpoint(route: APIRoute, made: Mapping[str, Any], language: Language) -> Endpoint:
    operation = made["paths"][route.path_format]["get"]
    answer = operation["responses"]["200"]["content"]
    shape = _named(made, answer["application/json"]["schema"])
    properties = shape["properties"]
    content = properties.get("items") or properties["item"]
    return Endpoint(
        path=route.path_format,
        name=route.name,
        title=operation["summary"],
        what=operation["description"],
        group=str(route.tags[0]),
        parameters=tuple(_parameter(one) for one in operation.get("parameters", ())),
        fields=tuple(_fields(made, content.get("items", content), 0)),
        listed="text/csv" in answer,
    )


def _named(made: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema that a reference names, or the schema itself."""
    name = schema.get("$ref")
    found: Mapping[str, Any] = made["components"]["schemas"][name.rpartition("/")[2]] if name else schema
    return found


def _parameter(one: Mapping[str, Any]) -> Parameter:
    schema = _without_null(one["schema"])
    usual = schema.get("default", one["schema"].get("default"))
    return Parameter(
        name=one["name"],
        inside=one["in"],
        what=one["description"],
        values=tuple(str(value) for value in schema.get("enum", ())),
        usual=None if usual is None else str(usual),
    )


def _without_null(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return choices[0] if choices else schema


def _fields(made: Mapping[str, Any], schema: Mapping[str, Any], depth: int) -> Iterator[Field]:
    for name, about in _named(made, schema).get("properties", {}).items():
        inner = _without_null(about)
        element = inner.get("items", inner)
        yield Field(name=name, kind=_kind(made, about), what=about["description"], depth=depth)
        if depth == 0 and "$ref" in element:
            yield from _fields(made, element, depth + 1)


def _kind(made: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """Return the kind of a field: ``string``, ``number``, ``list`` …, with ``?`` where it may be null."""
    inner = _without_null(about)
    optional = "?" if inner is not about else ""
    if "enum" in inner:
        return " | ".join(inner["enum"]) + optional
    if "$ref" in inner:
        return "object" + optional
    kind = {"array": "list"}.get(inner.get("type", ""), inner.get("type", "any"))
    return f"{inner.get('format', kind)}{optional}"
