"""Links that work once: a form for whoever reports for a post without an account.

The address the link was sent to is kept here only; the ledger knows the link by a part of its hash. Opening
it does not use it up, because mail programs open links by themselves; handing in does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Column, Connection, Table, Text, insert, select, update

from luoshi.access.audit import note
from luoshi.access.schema import metadata
from luoshi.access.secrets_kept import kept, new_secret
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from luoshi.ledger.columns import instant_of, instant_text

LONGEST = timedelta(days=31)
"""No link works for longer."""

form_link = Table(
    "form_link",
    metadata,
    Column("id", Text, primary_key=True, comment="sha256 of what the link holds."),
    Column("post_id", Text, nullable=False),
    Column("mail", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("used", Text),
)

reminder = Table(
    "reminder",
    metadata,
    Column("post_id", Text, primary_key=True),
    Column("day", Text, primary_key=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that can still be used."""

    id: str
    post_id: str
    expires: datetime

    @property
    def actor(self) -> str:
        """What the ledger names as who wrote."""
        return f"link-{self.id[:16]}"


def issue(store: AccessStore, post_id: str, mail: str, lasts: timedelta, *, by: str) -> tuple[Link, str]:
    """Make a link for a post and return it with its secret, which is shown this once.

    Raises:
        LuoshiError: ``link-span`` for one that would last longer than a month, or not at all.
    """
    if not timedelta(0) < lasts <= LONGEST:
        raise LuoshiError("link-span", days=LONGEST.days)
    secret, now = new_secret(), store.clock()
    own, expires = kept(secret), now + lasts
    with store.writing() as connection:
        _there(connection)
        values = {"id": own, "post_id": post_id, "mail": mail, "created": instant_text(now)}
        connection.execute(insert(form_link).values(**values, expires=instant_text(expires)))
        note(store, connection, by, "link-issued", post_id, link=own[:16])
    return Link(id=own, post_id=post_id, expires=expires), secret


def opened(store: AccessStore, secret: str) -> Link:
    """Return the link of a secret; raises ``link-gone`` where it is unknown, used or too old."""
    with store.writing() as connection:
        _there(connection)
        row = connection.execute(select(form_link).where(form_link.c.id == kept(secret))).first()
    if row is None or row.used is not None or row.expires <= instant_text(store.clock()):
        raise LuoshiError("link-gone")
    return Link(id=row.id, post_id=row.post_id, expires=instant_of(row.expires))


def use(store: AccessStore, link: Link) -> None:
    """Use a link up; of two who use it at once the second gets ``link-gone``."""
    now = instant_text(store.clock())
    unused = (form_link.c.id == link.id) & form_link.c.used.is_(None) & (form_link.c.expires > now)
    with store.writing() as connection:
        if connection.execute(update(form_link).where(unused).values(used=now)).rowcount != 1:
            raise LuoshiError("link-gone")
        note(store, connection, link.actor, "link-used", link.post_id, link=link.id[:16])


def give_back(store: AccessStore, link: Link) -> None:
    """Let a link be used again, where nothing was taken after all."""
    with store.writing() as connection:
        connection.execute(update(form_link).where(form_link.c.id == link.id).values(used=None))
        note(store, connection, link.actor, "link-kept", link.post_id, link=link.id[:16])


def reminded(store: AccessStore, day: date) -> frozenset[str]:
    """Return the posts that were sent a letter on a day."""
    with store.writing() as connection:
        _there(connection)
        question = select(reminder.c.post_id).where(reminder.c.day == day.isoformat())
        return frozenset(connection.execute(question).scalars())


def note_reminder(store: AccessStore, post_id: str, day: date) -> None:
    """Keep that a post was sent a letter on a day."""
    with store.writing() as connection:
        connection.execute(insert(reminder).values(post_id=post_id, day=day.isoformat()))


def _there(connection: Connection) -> None:
    """Make the tables in a store that was made before there were any."""
    metadata.create_all(connection, tables=[form_link, reminder])
