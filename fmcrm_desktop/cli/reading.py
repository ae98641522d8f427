"""list, show, find, agenda, measures: looking without a window."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib import import_module

from fmcrm_desktop.cli.opened import opened
from fmcrm_desktop.cli.talk import Talk
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.office import Office

PHONES = {"phone": N_("Telephone")}


@dataclass(frozen=True)
class Listed:
    """A kind of record as ``list`` shows it: its service, and which columns stand in the table."""

    service: str
    columns: Mapping[str, str]


LISTS = {
    "people": Listed(
        "owners", {"name": N_("Name"), "other_name": N_("Other name"), "units": N_("Units")} | PHONES
    ),
    "units": Listed("units", {"label": N_("Unit"), "kind": N_("Kind"), "floor": N_("Floor")}),
    "orders": Listed(
        "work_orders",
        {
            "number": N_("No."),
            "received": N_("Received"),
            "unit": N_("Unit"),
            "summary": N_("Summary"),
            "state": N_("Stage"),
        },
    ),
    "complaints": Listed(
        "complaints",
        {
            "number": N_("No."),
            "received": N_("Received"),
            "unit": N_("Unit"),
            "subject": N_("Subject"),
            "state": N_("Stage"),
        },
    ),
    "calls": Listed("calls", {"started": N_("Started"), "number": N_("Number"), "topic": N_("Topic")}),
    "events": Listed(
        "event_list",
        {"starts": N_("Starts"), "from_day": N_("From"), "kind": N_("Kind"), "title": N_("Title")},
    ),
    "parts": Listed(
        "parts", {"code": N_("Part number"), "name": N_("Part name"), "measure": N_("Unit of measure")}
    ),
    "equipment": Listed("equipment", {"code": N_("Code"), "name": N_("Name"), "building": N_("Building")}),
    "bills": Listed(
        "bills", {"number": N_("No."), "made": N_("Made on"), "person": N_("Person"), "state": N_("State")}
    ),
    "charges": Listed(
        "charges", {"day": N_("Date"), "order": N_("Work order"), "kind": N_("Kind"), "text": N_("What for")}
    ),
    "agreements": Listed(
        "agreements",
        {"number": N_("No."), "name": N_("What was agreed"), "person": N_("Person"), "state": N_("State")},
    ),
    "prospects": Listed(
        "prospects",
        {"number": N_("No."), "name": N_("Name"), "state": N_("Sales stage"), "next_step": N_("Next step")},
    ),
    "articles": Listed("articles", {"title": N_("Title"), "kind": N_("Kind"), "author": N_("Author")}),
}


def listed(arguments: argparse.Namespace, talk: Talk) -> None:
    kind = LISTS[arguments.kind]
    service = import_module(f"fmcrm_desktop.services.{kind.service}")
    with opened(arguments, talk) as office:
        page = office.ask(service.page, Query())
        rows = office.ask(service.rows, list(page.ids[: arguments.limit]))
    talk.table(rows, kind.columns)


def find(arguments: argparse.Namespace, talk: Talk) -> None:
    from fmcrm_desktop.services import search

    with opened(arguments, talk) as office:
        found = office.ask(search.find, arguments.text, arguments.limit)
    talk.table(found, {"kind": N_("Kind"), "title": N_("Title"), "subtitle": N_("Where")})


def show(arguments: argparse.Namespace, talk: Talk) -> None:
    from fmcrm_desktop.cli.matter import lines

    with opened(arguments, talk) as office:
        card = _card(office, arguments.number.strip().upper())
        talk.say(card, *lines(card, talk))


def _card(office: Office, number: str) -> object:
    """The page of the matter with this number."""
    from fmcrm_desktop.services import complaints, search, work_orders

    cards = {"complaint": complaints.card, "work_order": work_orders.card}
    for found in office.ask(search.find, number, 5):
        if found.kind in cards and found.title.upper().startswith(number):
            return office.ask(cards[found.kind], found.ref)
    raise Invalid(number=Refusal(N_("There is no matter {number}."), number=number))


def agenda(arguments: argparse.Namespace, talk: Talk) -> None:
    from fmcrm_desktop.services import calendar_days

    with opened(arguments, talk) as office:
        zone = talk.words.zone
        first, until = (
            datetime.combine(day, time(), zone).astimezone(UTC) for day in (arguments.first, arguments.until)
        )
        entries = office.ask(calendar_days.entries, first, until)
    talk.say(
        {"entries": [entry._asdict() for entry in entries]},
        *(_entry_line(entry, talk) for entry in entries),
    )


def _entry_line(entry: Entry, talk: Talk) -> str:
    when = talk.words.moment(entry.starts) or talk.words.date(entry.from_day)
    about = " · ".join(
        part for part in (entry.title, entry.unit, entry.person, ", ".join(entry.names)) if part
    )
    return f"{when}  {about}"


def measures_of(arguments: argparse.Namespace, talk: Talk) -> None:
    from fmcrm_desktop.services import measures

    month = Month(*arguments.month)
    with opened(arguments, talk, writing=arguments.close) as office:
        if arguments.close:
            from fmcrm_desktop.services import month_closing

            office.do(month_closing.close, str(month))
        document = office.ask(measures.month, month).as_json()
        if arguments.by:
            document["by"] = {arguments.by: _apart(office, month, arguments.by)}
    talk.say(document, *_figure_lines(document, talk))


def _apart(office: Office, month: Month, by: str) -> dict[str, list[dict[str, object]]]:
    """Each measure for each building, person …: what it comes to there."""
    from fmcrm_desktop.services.measures import showing

    return {
        name: [
            {
                "key": each.key, "name": each.name, "value": each.value, "numerator": each.numerator,
                "denominator": each.denominator, "missing": each.missing,
            }
            for each in groups
        ]
        for name, groups in office.ask(showing.apart, month, by).items()
    }  # fmt: skip


def _figure_lines(document: Mapping[str, object], talk: Talk) -> list[str]:
    found = [str(document["month"])]
    for subject in ("complaints", "orders"):
        flow: Mapping[str, object] = document[subject]  # type: ignore[assignment]
        found.append(f"{subject}: " + ", ".join(f"{key} {value}" for key, value in flow.items()))
    named: Mapping[str, Mapping[str, object]] = document["measures"]  # type: ignore[assignment]
    found += [f"{name:<32} {each['value']}" for name, each in named.items()]
    apart: Mapping[str, Mapping[str, list[dict[str, object]]]] = document.get("by", {})  # type: ignore[assignment]
    for by, groups in apart.items():
        for name, rows in groups.items():
            found += [f"{name:<32} {by} {row['name'] or '-'}: {row['value']}" for row in rows]
    return found
