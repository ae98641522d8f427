"""A list of the office as a CSV or XLSX file, people as a VCF, or events as an ICS, in the person's language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fmcrm_desktop.exchange import cards_out, ics_out, tables_out
from fmcrm_desktop.exchange.cells_out import Written
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import cards, exports, outgoing_events
from fmcrm_desktop.services.exports import Exported
from fmcrm_desktop.services.listed import Value
from fmcrm_desktop.services.office import Office


def export(
    office: Office, kind: str, query: Query, path: str | os.PathLike[str], say: Callable[[str], str]
) -> Written:
    """Write every record of a list, in its filter and order, by the file's ending. ``say`` translates a marked text
    (a Words does); moments are written on the office's clock. Raises Refusal."""

    if is_cards(kind, path):
        return office.ask(cards.through, query, lambda people: cards_out.write(path, people.cards))
    if is_calendar(kind, path):
        return office.ask(outgoing_events.through, lambda out: ics_out.write(path, out.events))
    return office.ask(
        exports.through, kind, query, lambda listed: write(listed, path, office.store.zone, say)
    )


def is_cards(kind: str, path: str | os.PathLike[str]) -> bool:
    """Whether a contact file is wanted; only people can be one."""
    if Path(path).suffix.lower() != ".vcf":
        return False
    if kind != "people":
        raise Refusal(N_("Only people can be written as contact cards (.vcf)."))
    return True


def is_calendar(kind: str, path: str | os.PathLike[str]) -> bool:
    """Whether a calendar file is wanted; only events can be one."""
    if Path(path).suffix.lower() != ".ics":
        return False
    if kind != "events":
        raise Refusal(N_("Only events can be written as a calendar file (.ics)."))
    return True


def write(listed: Exported, path: str | os.PathLike[str], zone: str, say: Callable[[str], str]) -> Written:
    """The same of a list already handed out, inside the question that made it."""
    from zoneinfo import ZoneInfo

    header = _different(_headings(listed, say))
    return tables_out.write(path, header, _said(listed, say), ZoneInfo(zone))


def _headings(listed: Exported, say: Callable[[str], str]) -> list[str]:
    """Ours translated; those of the office's own fields by the name that suits the language, and with their number
    where a column of ours is called so."""
    found = [say(heading) for heading in listed.header if heading not in listed.named]
    for heading, entry in listed.named.items():
        name = suiting(entry.name, entry.other_name, say) if isinstance(say, Words) else heading
        found.append(name if name not in found else f"{name} ({entry.field_id})")
    return found


def _said(listed: Exported, say: Callable[[str], str]) -> Iterator[list[Value]]:
    yes, no = say(N_("Yes")), say(N_("No"))
    spoken: dict[object, str] = {}
    for row in listed.rows:
        line: list[Any] = list(row)
        for at in listed.coded:
            word = line[at]
            if isinstance(word, tuple):
                line[at] = ", ".join(
                    f"{each[0]} ({say(each[1])})" if isinstance(each, tuple) else say(each) for each in word
                )
            elif isinstance(word, str) and word:
                line[at] = spoken.get(word) or spoken.setdefault(word, say(word))
        yield [(yes if cell else no) if isinstance(cell, bool) else cell for cell in line]


def _different(header: list[str]) -> list[str]:
    """Headings must differ, or a program that reads them takes one column for two."""
    if len(set(header)) != len(header):
        raise Refusal(N_("Two columns of this list are called alike in this language."))
    return header
