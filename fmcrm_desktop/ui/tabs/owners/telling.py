"""How people, units and what happened are told in the Owners tab: finished texts from a service's rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from fmcrm_desktop.model import complaint, work_order
from fmcrm_desktop.model.call import OUTCOMES, PROMISE_KINDS
from fmcrm_desktop.model.committee import POSTS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import CONTACT_KINDS
from fmcrm_desktop.model.property import ROLES, share_said
from fmcrm_desktop.model.tones import ACCENT, BAD, GREY, WARNING, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.committee_roles import CommitteeRole
from fmcrm_desktop.services.owners.card import Matter, PersonCard, Tie
from fmcrm_desktop.services.timeline import Entry
from fmcrm_desktop.services.timeline_parts import STATES
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.timeline import Happening

SOON = timedelta(hours=2)
TABS = {
    "issued": "issued_documents",
    "agreement": "agreements",
    "complaint": "complaints",
    "order": "work_orders",
    "work_order": "work_orders",
}


def full_name(name: str, other: str) -> str:
    return f"{name} {other}" if other else name


def count(words: Words, number: int, one: str, many: str) -> str:
    """1 complaint, 2 complaints; both marked, ``many`` with {count}."""
    return words(one) if number == 1 else words(many, count=number)


def square_metres(words: Words, area: int | None) -> str:
    """112.5 m² of square decimetres."""
    return f"{words.number(area / 100, 2).rstrip('0').rstrip('.')} m²" if area is not None else ""


def due_in(words: Words, due: datetime, now: datetime) -> tuple[str, str]:
    """How long until a moment, or since when it is late, with its tone."""
    minutes = (due - now).total_seconds() / 60
    if minutes < 0:
        return words(N_("{time} late"), time=words.duration(-minutes)), BAD
    return words(N_("in {time}"), time=words.duration(minutes)), WARNING if due - now <= SOON else GREY


def matter_state(words: Words, matter: Matter) -> tuple[str, str]:
    """The state of an open matter and its tone."""
    states = complaint.STATES if matter.kind == "complaint" else work_order.STATES
    return words(states.get(matter.state, matter.state)), tone(matter.state)


def link_of(matter: Matter) -> Link:
    return Link(TABS[matter.kind], matter.id)


def summary(words: Words, card: PersonCard) -> str:
    """One line about a person: Owner of 3-1202 since 2019 · prefers WeChat."""
    parts = [_roles(words, role, ties) for role, ties in _by_role(card.units).items()]
    if card.salutation:
        from fmcrm_desktop.model.person import SALUTATIONS

        parts.append(words(SALUTATIONS.get(card.salutation, "")))
    if what := preference(words, card):
        parts.append(words(N_("prefers {what}"), what=what))
    return " · ".join(part for part in parts if part)


def preference(words: Words, card: PersonCard) -> str:
    """How and when somebody likes to be reached: WeChat, mornings; else how they like things done."""
    way = card.profile.channel
    known = (words(CONTACT_KINDS.get(way, way)) if way else "", card.profile.hours)
    said = ("，" if words.chinese else ", ").join(part for part in known if part)
    return said or card.prefers


def _by_role(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        if tie.current:
            found.setdefault(tie.role, []).append(tie)
    return found


def _roles(words: Words, role: str, ties: Sequence[Tie]) -> str:
    labels = words.listed(tie.label for tie in ties[:3])
    if len(ties) > 3:
        labels = words(N_("{units} and {count} more"), units=labels, count=len(ties) - 3)
    years = [tie.from_day.year for tie in ties if tie.from_day is not None]
    said = words(ROLES.get(role, role))
    if years:
        return words(N_("{role} of {units} since {year}"), role=said, units=labels, year=min(years))
    return words(N_("{role} of {units}"), role=said, units=labels)


def tie_line(words: Words, tie: Tie, area: bool) -> str:
    """What somebody is to a unit: owner, 50 %, 112.5 m² where that is not said already, since 1 May 2019."""
    parts = [words(ROLES.get(tie.role, tie.role)), share_said(words, tie.share)]
    if area:
        parts.append(square_metres(words, tie.area))
    if tie.from_day is not None and not tie.until_day:
        parts.append(words(N_("since {day}"), day=words.date(tie.from_day)))
    elif tie.from_day is not None:
        parts.append(f"{words.date(tie.from_day)} – {words.date(tie.until_day)}")
    elif tie.until_day is not None:
        parts.append(words(N_("until {day}"), day=words.date(tie.until_day)))
    return " · ".join([*(part for part in parts if part), *([tie.note] if tie.note else [])])


def happenings(words: Words, entries: Sequence[Entry]) -> list[Happening]:
    return [
        Happening(e.day or e.moment, _text(words, e), e.kind, *_chip(words, e), _link(e)) for e in entries
    ]


def _text(words: Words, entry: Entry) -> str:
    title = known(words, " ".join(entry.title.split()))
    if entry.kind == "call":
        how = words(CALLS.get((entry.more, entry.state == "missed"), N_("Call")))
        if entry.seconds:
            how = f"{how}{'，' if words.chinese else ', '}{words.duration(max(1, round(entry.seconds / 60)))}"
        return f"{how} — {title}" if title else how
    if entry.kind == "tie":
        role = words(ROLES.get(entry.state, entry.state))
        said = (
            N_("{role} of {unit} since this day")
            if entry.more == "begin"
            else N_("{role} of {unit} until this day")
        )
        return words(said, role=role, unit=title)
    if entry.kind == "promise":
        return words(N_("Promised: {kind}"), kind=words(PROMISE_KINDS.get(entry.more, ""))) + (
            f" — {title}" if title else ""
        )
    if entry.kind == "agreement":
        said = N_("{name} from this day") if entry.more == "begin" else N_("{name} until this day")
        return words(said, name=f"{entry.number} {title}")
    if entry.kind == "visit":
        return words(N_("Visit for {number}"), number=entry.number) + f" — {title}"
    if entry.kind == "handbook":
        return f"{title} {entry.more}".strip()
    return f"{entry.number} {title}".strip()


CALLS = {
    ("in", False): N_("Call in"),
    ("out", False): N_("Call out"),
    ("in", True): N_("Missed call"),
    ("out", True): N_("Call out, nobody answered"),
}


CHANNELS = {"counter": "counter", "post": "post", "group": "groups"}
"""The section in which each kind is at home."""


def _chip(words: Words, entry: Entry) -> tuple[str, str]:
    """What stands at the right: the state where there is one, else who of the staff."""
    if entry.kind in STATES and entry.kind not in ("call", "visit", "tie"):
        return words(STATES[entry.kind].get(entry.state, entry.state)), tone(entry.state)
    if entry.kind == "call" and entry.state in ("call_back", "passed_on"):
        return words(OUTCOMES[entry.state]), tone(entry.state)
    return (words(N_("Document")) if entry.kind == "document" else known(words, entry.staff)), GREY


def _link(entry: Entry) -> Link | None:
    order, call = entry.order_id, entry.call_id
    ways: dict[str, Link | None] = {
        "visit": Link("work_orders", order),
        "event": Link("calendar", entry.id),
        "letter": Link("reports", new={"report": "letter", "number": entry.number}),
        "call": Link("calls", entry.id, section="log"),
        "promise": Link("work_orders", order) if order is not None else None,
    }
    if entry.kind == "promise" and order is None and call is not None:
        return Link("calls", call, section="log")
    if entry.kind in CHANNELS:
        return Link("channels", entry.id, section=CHANNELS[entry.kind])
    if entry.kind == "lead":
        return Link("prospects", entry.id, section="leads")
    if entry.kind == "handbook":
        return Link("channels", section="holders")
    if entry.kind in ("commendation", "suggestion"):
        return Link("praise", entry.id, section=f"{entry.kind}s")
    if entry.kind in TABS:
        return Link(TABS[entry.kind], entry.id)
    if entry.kind in ("document", "note", "tie"):
        return Link("owners", where={entry.kind: (entry.id,)})
    return ways.get(entry.kind)


def committee(words: Words, roles: Sequence[CommitteeRole]) -> list[tuple[str, str]]:
    """Chips of the posts in bodies of owners: Owners' committee: Chair since 1 May 2025; former ones are grey."""
    found = []
    for role in roles:
        body, post = suiting(role.body, role.body_other, words), words(POSTS[role.post])
        if not role.current:
            said = words(
                N_("{body}: {post} until {day}"), body=body, post=post, day=words.date(role.until_day) or "—"
            )
        elif role.from_day is not None:
            said = words(
                N_("{body}: {post} since {day}"), body=body, post=post, day=words.date(role.from_day)
            )
        else:
            said = f"{body}: {post}"
        found.append((said, ACCENT if role.current else GREY))
    return found
