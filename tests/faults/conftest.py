"""The stores of the ledger's tests."""

from tests.ledger.conftest import new_store

__all__ = ["new_store"]
