"""Who may do what: accounts, roles, and the caller of a page or of the API.

Nothing here is part of the ledger: the ledger knows an actor by name, and who a person is stays in a store
of its own, from which it can be erased.
"""

from luoshi.access.model import (
    ADMINISTRATION,
    BUSINESS,
    EVERYBODY,
    Account,
    Caller,
    Role,
)

__all__ = ["ADMINISTRATION", "BUSINESS", "EVERYBODY", "Account", "Caller", "Role"]
