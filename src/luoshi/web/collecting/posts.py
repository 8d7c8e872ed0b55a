"""For which post somebody acts: one of those they hold, any of them at the machine itself."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from luoshi.access import Caller
from luoshi.access.model import LOCAL
from luoshi.collection.register import Post, Register
from luoshi.collection.states import Actor
from luoshi.errors import LuoshiError
from luoshi.web.access import current


def posts_of(caller: Caller, register: Register) -> tuple[Post, ...]:
    """Return the posts a caller may act for, by unit and name."""
    every = register.posts.values()
    own = [one for one in every if caller.name == LOCAL or one.id in caller.posts]
    return tuple(sorted(own, key=lambda one: (register.unit_of(one.id).name, one.name, one.key)))


def chosen(posts: Sequence[Post], key: str) -> Post | None:
    """Return the post with a key or an id, the first where none is named; raises ``post-not-yours``."""
    if not key:
        return posts[0] if posts else None
    found = next((one for one in posts if key in (one.key, one.id)), None)
    if found is None:
        raise LuoshiError("post-not-yours", post=key)
    return found


def needed(posts: Sequence[Post], key: str) -> Post:
    """Return the post with a key; raises ``post-not-yours``."""
    found = chosen(posts, key)
    if found is None:
        raise LuoshiError("post-not-yours", post=key or "—")
    return found


def actor_of(request: Request, post: Post | None) -> Actor:
    """Return who acts, and in which post."""
    return Actor(account=current(request).actor, post_id=post.id if post else None)
