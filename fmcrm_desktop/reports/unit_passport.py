"""The unit passport: whose the unit was and is, who uses it, what was done and complained of there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fmcrm_desktop.model import complaint, property, tones, work_order
from fmcrm_desktop.model.agreement import AGREEMENT_STATES
from fmcrm_desktop.model.equipment import EQUIPMENT_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, pictures, table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named, own_entries
from fmcrm_desktop.services import unit_passport
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners.card import Tie
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.unit_passport import UnitPassport


def ask(office: Office, options: Options) -> UnitPassport:
    """The passport of the unit with the number asked for."""
    return office.ask(unit_passport.sheet, options.number)


def ask_id(office: Office, id: int) -> UnitPassport:
    """The same by its id, where many are printed."""
    return office.ask(unit_passport.sheet_of, id)


def draw(sheet: UnitPassport, words: Words, printing: Printing) -> None:
    """Print the passport."""
    with opened(printing, letterhead(words, sheet.head, N_("Unit passport"), sheet.card.label)) as paper:
        _unit(paper, words, sheet)
        _owners(paper, words, sheet.owners)
        _people(paper, words, sheet.people)
        _matters(paper, words, sheet, work_order.STATES)
        _matters(paper, words, sheet, complaint.STATES)
        _equipment(paper, words, sheet)
        _agreements(paper, words, sheet)
        _documents(paper, words, sheet)
        if sheet.more:
            paper.text(words(N_("What happened before that is in the program.")), SMALL)


def _unit(paper: Paper, words: Words, sheet: UnitPassport) -> None:
    it = sheet.card
    paper.heading(it.label)
    area = f"{words.number(it.area / 100, 2).rstrip('0').rstrip('.')} m²" if it.area is not None else ""
    fees = [
        f"{name} ({words(N_('since {day}'), day=words.date(day))})" if day else name for name, day in it.fees
    ]
    facts = (
        (N_("Kind"), words(property.UNIT_KINDS.get(it.kind, it.kind))),
        (N_("Site"), named(words, it.site)),
        (N_("Building"), _building(words, sheet)),
        (N_("Floor"), it.floor),
        (N_("Area"), area),
        (N_("Fees"), words.listed(fees)),
        (N_("Number of the system before"), it.external_number),
        (N_("Notes"), it.notes),
    )
    for title, said in facts:
        if said:
            blocks.entry(paper, words(title), said)
    for name, said in own_entries(words, it.own):
        blocks.entry(paper, name, said)
    paper.space(4)


def _building(words: Words, sheet: UnitPassport) -> str:
    """Its code and its name, which often has the code in it."""
    code, name = sheet.card.building, named(words, sheet.card.building_names)
    return name if code in name else f"{code} {name}".strip()


def _name(tie: Tie) -> str:
    return f"{tie.name} {tie.other_name}".strip()


def _owners(paper: Paper, words: Words, owners: tuple[Tie, ...]) -> None:
    rows = [
        (
            _name(tie),
            property.share_said(words, tie.share),
            words.date(tie.from_day),
            _until(words, tie),
            tie.note,
        )
        for tie in owners
    ]
    columns = (
        Column(words(N_("Owner")), 4, wrap=6),
        Column(words(N_("Share")), 1),
        Column(words(N_("From")), 2),
        Column(words(N_("Until")), 2),
        Column(words(N_("Note")), 3, wrap=2),
    )
    table.titled(
        paper, words(N_("Owners and shares")), Table(columns, rows, empty=words(N_("No owner is known.")))
    )
    paper.space(4)


def _until(words: Words, tie: Tie) -> str:
    return words.date(tie.until_day) or (words(N_("today")) if tie.current else "")


def _people(paper: Paper, words: Words, people: tuple[Tie, ...]) -> None:
    rows = [
        (
            _name(tie),
            words(property.ROLES.get(tie.role, tie.role)),
            words.date(tie.from_day),
            _until(words, tie),
            tie.note,
        )
        for tie in people
    ]
    columns = (
        Column(words(N_("Name")), 4, wrap=6),
        Column(words(N_("Relation")), 1),
        Column(words(N_("From")), 2),
        Column(words(N_("Until")), 2),
        Column(words(N_("Note")), 3, wrap=2),
    )
    table.titled(
        paper, words(N_("Occupants and others")), Table(columns, rows, empty=words(N_("Nobody else.")))
    )
    paper.space(4)


def _matters(paper: Paper, words: Words, sheet: UnitPassport, states: Mapping[str, str]) -> None:
    """The unit's work orders or its complaints, by whose states they are."""
    orders = states is work_order.STATES
    said = {code: words(text) for code, text in states.items()}
    rows = [
        (
            each.number,
            _day(words, each.received),
            f"{each.title}\n{each.what}".strip(),
            said.get(each.state, each.state),
            _day(words, each.over),
            named(words, each.staff),
        )
        for each in (sheet.orders if orders else sheet.complaints)
    ]
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("Received on"))),
        Column(words(N_("Subject")), 3, wrap=3),
        Column(words(N_("State")), tones={text: tones.tone(code) for code, text in said.items()}),
        Column(words(N_("Finished on"))),
        Column(words(N_("Staff")), 1, wrap=8),
    )
    table.titled(
        paper,
        words(N_("Work orders") if orders else N_("Complaints")),
        Table(columns, rows, empty=words(N_("None."))),
    )
    paper.space(4)


def _agreements(paper: Paper, words: Words, sheet: UnitPassport) -> None:
    if not sheet.agreements:
        return
    rows = [
        (
            each.number, each.name, named(words, Names(each.person, each.person_other)), words.date(each.from_day),
            words.date(each.until_day) or words(N_("open end")), words(AGREEMENT_STATES[each.state]),
        )
        for each in sheet.agreements
    ]  # fmt: skip
    columns = (
        Column(words(N_("No."))), Column(words(N_("What was agreed")), 2, wrap=2), Column(words(N_("With")), 2, wrap=2),
        Column(words(N_("From"))), Column(words(N_("Until"))), Column(words(N_("State"))),
    )  # fmt: skip
    table.titled(paper, words(N_("Agreements")), Table(columns, rows))
    paper.space(4)


def _equipment(paper: Paper, words: Words, sheet: UnitPassport) -> None:
    if not sheet.equipment:
        return
    rows = [
        (
            each.code, named(words, Names(each.name, each.other_name)), each.place,
            words(EQUIPMENT_KINDS.get(each.kind, each.kind)), words.date(each.warranty_until),
        )
        for each in sheet.equipment
    ]  # fmt: skip
    columns = (
        Column(words(N_("Code"))), Column(words(N_("Equipment")), 2, wrap=4), Column(words(N_("Place")), 1, wrap=4),
        Column(words(N_("Kind")), 1, wrap=2), Column(words(N_("Warranty until"))),
    )  # fmt: skip
    table.titled(paper, words(N_("Equipment")), Table(columns, rows))
    paper.space(4)


def _documents(paper: Paper, words: Words, sheet: UnitPassport) -> None:
    pictures.draw(paper, words, sheet.documents)


def _day(words: Words, moment: datetime | None) -> str:
    return words.date(words.local(moment).date()) if moment is not None else ""
