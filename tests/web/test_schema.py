"""The API against its own description: called with what that allows, and with what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.web.conftest import HERE, NOW, TOWN

PROMISED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
"""No 5xx, no status that is not declared, and what comes has the declared kind and shape."""


@pytest.fixture(scope="session")
def described_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The description as it is served, over a ledger with documents, figures and a plan."""
    path = tmp_path_factory.mktemp("described") / "ledger.db"
    with Ledger.open(path, create=True, clock=NOW) as ledger:
        build(ledger, TOWN, observations=[TOWN / "figures.csv"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LUOSHI_RATE", "0")
        app = create_app(Path(path), clock=lambda: NOW)
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def explored(api: schemathesis.BaseSchema, examples: int, *, always_the_same: bool) -> set[int]:
    """Call every endpoint with what its description allows and with what it forbids; return the statuses."""
    seen: set[int] = set()
    for found in api.get_all_operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @settings(
                max_examples=examples,
                deadline=None,
                database=None,
                derandomize=always_the_same,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=found.ok().as_strategy(generation_mode=mode))
            def call(case: schemathesis.Case) -> None:
                seen.add(case.call_and_validate(base_url=HERE, checks=PROMISED).status_code)

            with suppress(Unsatisfiable):
                call()
    return seen


def test_no_call_breaks_the_api_or_is_answered_otherwise_than_declared(
    described_api: schemathesis.BaseSchema,
) -> None:
    assert explored(described_api, 3, always_the_same=True) >= {200, 404, 422}


@pytest.mark.long
def test_many_calls_do_not_break_the_api_either(described_api: schemathesis.BaseSchema) -> None:
    assert explored(described_api, 300, always_the_same=False) >= {200, 404, 422}
