"""责任落实与报送情况, 数据缺口清单 and the burden of reporting: computed, never typed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from luoshi.collection.asking import Books, Occupied, Request, reporters, requests
from luoshi.collection.knowing import Subject
from luoshi.collection.periods import periods
from luoshi.collection.register import Duty, Post
from luoshi.collection.states import Level

Flag = Literal["no_owner", "no_approver", "post_vacant", "never_updated", "late"]

FLAGS: tuple[Flag, ...] = ("no_owner", "no_approver", "post_vacant", "never_updated", "late")

GapKind = Literal["overdue", "due", "returned", "draft", "never_published", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Who answers for an indicator and how reporting goes.

    Attributes:
        written: Lead unit as the plan names it.
        vacant: Posts that nobody holds or that no longer exist.
        last_period: Of the last figure held.
        asked: Figures asked for so far.
        late: Those that were or are late.
    """

    key: str
    indicator_id: str
    indicator: str
    written: str | None
    reporters: tuple[Post, ...]
    checkers: tuple[Post, ...]
    approvers: tuple[Post, ...]
    units: tuple[str, ...]
    vacant: tuple[Post, ...]
    last_period: str | None
    asked: int
    late: int
    flags: tuple[Flag, ...]


def ownership(source: Books, occupied: Occupied | None = None) -> tuple[Ownership, ...]:
    """Return how each indicator is owned and reported, in the order of the plans.

    Args:
        source: What the ledger holds.
        occupied: Says whether somebody holds a post; without it only posts that ended are vacant.
    """
    asked: dict[str, list[Request]] = defaultdict(list)
    for one in requests(source, known=True):
        asked[one.indicator_id].append(one)
    return tuple(
        _ownership(source, subject, asked.get(subject.view.id, []), occupied) for subject in _each(source)
    )


def _each(source: Books) -> Iterator[Subject]:
    yield from {one.key: one for one in source.subjects.values()}.values()


def _ownership(
    source: Books, subject: Subject, asked: Sequence[Request], occupied: Occupied | None
) -> Ownership:
    identity = subject.view.id
    posts = source.register.posts
    duties = [
        one
        for one in source.register.duties
        if one.indicator_id in (None, identity) and one.holds(source.today)
    ]
    held = [one for one in source.held.get(identity, ()) if not one.dimensions]
    by_role = {role: _posts(source, duties, role) for role in ("reports", "checks", "approves")}
    own = [posts[one.post_id] for one in duties if one.role == "reports"]
    vacant = tuple(one for one in own if _vacant(source.today, one, occupied))
    approvable = any(
        level.role == "approves" for unit in _units(source, own) for level in _levels(source, unit, identity)
    )
    late = sum(one.late for one in asked)
    truths: dict[Flag, bool] = {
        "no_owner": not own,
        "no_approver": bool(own) and not approvable,
        "post_vacant": bool(vacant),
        "never_updated": not held,
        "late": late > 0,
    }
    return Ownership(
        key=subject.key,
        indicator_id=identity,
        indicator=subject.view.name,
        written=subject.view.owner,
        reporters=by_role["reports"],
        checkers=by_role["checks"],
        approvers=by_role["approves"],
        units=tuple(dict.fromkeys(source.register.unit_of(one.id).name for one in own)),
        vacant=vacant,
        last_period=max(held, key=lambda one: one.period.end).period.iso() if held else None,
        asked=sum(one.state != "known" for one in asked),
        late=late,
        flags=tuple(flag for flag in FLAGS if truths[flag]),
    )


def _posts(source: Books, duties: Sequence[Duty], role: str) -> tuple[Post, ...]:
    posts = source.register.posts
    found = {one.post_id: posts[one.post_id] for one in duties if one.role == role}
    return tuple(found.values())


def _units(source: Books, posts: Sequence[Post]) -> set[str]:
    return {one.organisation_id for one in posts}


def _levels(source: Books, unit: str, indicator_id: str) -> Sequence[Level]:
    return source.register.levels(unit, [indicator_id], source.today)


def _vacant(today: date, post: Post, occupied: Occupied | None) -> bool:
    return not post.exists(today) or (occupied is not None and not occupied(post.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A figure that is missing, and who should provide it.

    Attributes:
        kind: ``overdue``, ``due``, ``returned`` or ``draft`` where it is asked for; ``never_published``
            and ``missing`` where nobody is asked.
        periods: Which periods; of what nobody is asked, all missing years together.
        provider: Unit and post, or the lead unit as the plan names it; ``None`` where there is none.
        basis: What asking rests on (依据); ``None`` where nobody is asked.
        due: The last day, grace included.
        provisional: Whether that day may still move.
    """

    key: str
    indicator_id: str
    indicator: str
    place: str
    periods: tuple[str, ...]
    kind: GapKind
    provider: str | None
    post: Post | None
    basis: str | None
    due: date | None
    provisional: bool
    submission_id: str | None = None


def gaps(source: Books, *, since: int | None = None) -> tuple[Gap, ...]:
    """Return the list of what is missing (数据缺口清单).

    Args:
        source: What the ledger holds.
        since: First year to look at where nothing is scheduled; by default the one after the baseline's.
    """
    asked = requests(source, known=True)
    scheduled = {one.indicator_id for one in asked}
    found = [gap for one in asked if (gap := _asked_gap(one)) is not None]
    for subject in _each(source):
        if subject.view.id not in scheduled:
            found += _unasked_gap(source, subject, since)
    return tuple(found)


def _asked_gap(one: Request) -> Gap | None:
    if one.state not in ("overdue", "due", "returned", "draft") or one.held is not None:
        return None
    kind: GapKind = one.state
    provider = f"{one.organisation.name} {one.post.name}" if one.organisation and one.post else None
    return Gap(
        key=one.key,
        indicator_id=one.indicator_id,
        indicator=one.indicator,
        place=one.place,
        periods=(one.period.iso(),),
        kind=kind,
        provider=provider,
        post=one.post,
        basis=one.basis,
        due=one.last_day.day,
        provisional=one.last_day.provisional,
        submission_id=one.submission_id,
    )


def _unasked_gap(source: Books, subject: Subject, since: int | None) -> Iterator[Gap]:
    held = [
        one
        for one in source.held.get(subject.view.id, ())
        if one.place == subject.place and not one.dimensions
    ]
    years = {one.period.start.year for one in held if one.period.frequency == "A"}
    base = subject.view.baseline
    first = since or (int(base.period[:4]) + 1 if base else source.today.year - 1)
    missing = tuple(
        one.iso() for one in periods("A", date(first, 1, 1), source.today) if one.start.year not in years
    )
    if not missing:
        return
    owners = reporters(source, subject.view.id, source.today)
    post = owners[0][1] if owners else None
    yield Gap(
        key=subject.key,
        indicator_id=subject.view.id,
        indicator=subject.view.name,
        place=subject.place,
        periods=missing,
        kind="missing" if held else "never_published",
        provider=f"{owners[0][2].name} {owners[0][1].name}" if owners else subject.view.owner,
        post=post,
        basis=owners[0][0].basis if owners else None,
        due=None,
        provisional=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """How much a unit is asked in a year.

    Attributes:
        indicators: Number of indicators it reports.
        asked: Figures asked for.
        spared: Figures not asked because a source had published them.
        posts: Posts that report.
    """

    organisation: str
    year: int
    posts: int
    indicators: int
    asked: int
    spared: int


def burden(source: Books, year: int) -> tuple[Burden, ...]:
    """Return the figures that each unit is asked for in periods that end within a year, most first."""
    of_units: dict[str, list[Request]] = defaultdict(list)
    for one in requests(source, known=True, until=date(year, 12, 31)):
        if one.period.last_day.year == year:
            of_units[one.organisation.name if one.organisation else ""].append(one)
    found = [
        Burden(
            organisation=name,
            year=year,
            posts=len({one.post.id for one in some if one.post}),
            indicators=len({one.indicator_id for one in some}),
            asked=sum(one.state != "known" for one in some),
            spared=sum(one.state == "known" for one in some),
        )
        for name, some in of_units.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.asked, one.organisation)))
