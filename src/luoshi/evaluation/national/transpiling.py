"""The same texts for other engines, by sqlglot: Spark past one machine, ClickHouse, Trino."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from luoshi.errors import LuoshiError
from luoshi.evaluation.national.texts import filled, macros
from luoshi.evaluation.rules.parameters import Parameters

Engine = Literal["spark", "clickhouse", "trino"]

_MACRO = re.compile(r"MACRO (\w+)\((\w+)\) AS \((.*?)\n\);", re.S)


def transpiled(name: str, engine: Engine, at: date, parameters: Parameters) -> str:
    """Return a text in the words of another engine, its macros written out.

    Raises:
        LuoshiError: ``package-missing`` without sqlglot.
    """
    try:
        import sqlglot
    except ImportError as error:
        raise LuoshiError("package-missing", package="sqlglot", extra="national") from error
    tree = sqlglot.parse_one(filled(name, at, parameters), read="duckdb")
    return str(tree.transform(_expand, _bodies()).sql(dialect=engine, pretty=True))


def _bodies() -> Mapping[str, tuple[str, Any]]:
    """Return each macro's parameter and body by its name."""
    import sqlglot

    return {
        name: (parameter, sqlglot.parse_one(body, read="duckdb"))
        for name, parameter, body in _MACRO.findall(macros())
    }


def _expand(node: Any, bodies: Mapping[str, tuple[str, Any]]) -> Any:
    """Put the body of a macro in the place of its call."""
    from sqlglot import exp

    if not isinstance(node, exp.Anonymous) or node.name.lower() not in bodies:
        return node
    parameter, body = bodies[node.name.lower()]
    value = node.expressions[0]

    def put(one: Any) -> Any:
        return value.copy() if isinstance(one, exp.Column) and one.name == parameter else one

    return exp.Paren(this=body.copy().transform(put))
