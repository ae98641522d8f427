"""One person on paper: who, how to reach them, their units, what is open, what happened."""

from __future__ import annotations

from collections.abc import Mapping

from fmcrm_desktop.model import complaint, property, tones, work_order
from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.issued_document import DOCUMENT_KINDS
from fmcrm_desktop.model.person import CONTACT_KINDS, PURPOSES, TIE_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import SMALL, Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import full_day, known, letterhead, named, own_entries
from fmcrm_desktop.services import owner_page, promises, timeline, timeline_parts
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owner_page import OwnerPage
from fmcrm_desktop.services.owners.card import PersonCard
from fmcrm_desktop.services.owners.technologies import TECHNOLOGIES

_STATES: Mapping[str, str] = {
    **promises.STATES,
    **complaint.STATES,
    **work_order.STATES,
}
_WHAT: Mapping[str, str] = {
    "call": N_("Call"), "order": N_("Work order"), "complaint": N_("Complaint"), "visit": N_("Visit"),
    "event": N_("Calendar"), "note": N_("Note"), "promise": N_("Promise"), "tie": N_("Unit"),
    "document": N_("Document"), "letter": N_("Letter"),
    "commendation": N_("Praise"), "suggestion": N_("Suggestion"), "counter": N_("Counter"),
    "post": N_("Post in and out"), "group": N_("Group message"), "handbook": N_("Handbook"),
    "agreement": N_("Agreement"), "lead": N_("Prospect"),
}  # fmt: skip


def ask(office: Office, options: Options) -> OwnerPage:
    """The page of the person with the number asked for."""
    return office.ask(owner_page.sheet, options.number)


def ask_id(office: Office, id: int) -> OwnerPage:
    """The same by its id, where many are printed."""
    return office.ask(owner_page.sheet_of, id)


def draw(sheet: OwnerPage, words: Words, printing: Printing) -> None:
    """Print the page."""
    card = sheet.card
    with opened(printing, letterhead(words, sheet.head, N_("Owner page"), _name(card))) as paper:
        if card.warning:
            blocks.notice(paper, words(N_("Warning")), card.warning)
        _figures(paper, words, card)
        _person(paper, words, sheet)
        _units(paper, words, card)
        _household(paper, words, card)
        _open(paper, words, sheet)
        _history(paper, words, sheet)
        if sheet.more:
            paper.text(words(N_("What happened before that is in the program.")), SMALL)


def _figures(paper: Paper, words: Words, card: PersonCard) -> None:
    """Open, promised, on time: what one wants to know first."""
    it = card.fulfilment
    shown = [
        blocks.Card(words(N_("Open matters")), words.number(len(card.open))),
        blocks.Card(words(N_("Promises")), words.number(len(card.promises))),
        blocks.Card(words(N_("Calls, 12 months")), words.number(card.counts.calls)),
        blocks.Card(words(N_("Work orders, 12 months")), words.number(card.counts.orders)),
    ]
    if it.due:
        minutes = round(it.delay.total_seconds() / 60)
        late = words(N_("late by {delay} on average"), delay=words.duration(minutes)) if minutes else ""
        kept = words(N_("{kept} of {due}"), kept=it.on_time, due=it.due)
        note = joined(kept, late)
        shown.append(
            blocks.Card(words(N_("On time, 12 months")), property.share_said(words, f"{it.percent} %"), note)
        )
    blocks.cards(paper, shown)


def _person(paper: Paper, words: Words, sheet: OwnerPage) -> None:
    card = sheet.card
    paper.heading(_name(card))
    for contact in card.contacts:
        if contact.do_not_use:
            continue
        purpose = "" if contact.purpose == "any" else words(PURPOSES.get(contact.purpose, contact.purpose))
        more = ("，" if words.chinese else ", ").join(part for part in (purpose, contact.hours) if part)
        label = words(CONTACT_KINDS.get(contact.kind, contact.kind))
        blocks.entry(paper, label, f"{contact.value} ({more})" if more else contact.value)
    profile, comma = card.profile, "，" if words.chinese else ", "
    way = words(CONTACT_KINDS.get(profile.channel, profile.channel)) if profile.channel else ""
    facts = (
        (N_("Reach by"), comma.join(part for part in (way, profile.hours) if part)),
        (
            N_("Uses"),
            comma.join(words(TECHNOLOGIES[name]) for name in card.technologies) if card.contacts else "",
        ),
        (N_("Expects"), profile.expects),
        (N_("Prefers"), card.prefers),
        (N_("Speaks"), profile.speaks),
        (
            N_("Usually with"),
            comma.join(f"{named(words, names)} ({count})" for names, count in card.staff),
        ),
        (N_("Account"), profile.account),
        (N_("Fees"), comma.join(card.fees)),
        (N_("Customer since"), words.date(card.customer_since)),
        (N_("Number of the system before"), card.external_number),
        (N_("Notes"), card.notes),
    )
    for text, said in facts:
        if said:
            blocks.entry(paper, words(text), said)
    for name, said in own_entries(words, card.own):
        blocks.entry(paper, name, said)


def _name(card: PersonCard) -> str:
    return f"{card.name} {card.other_name}".strip()


def _units(paper: Paper, words: Words, card: PersonCard) -> None:
    rows = [
        (
            tie.label,
            words(property.ROLES.get(tie.role, tie.role)),
            property.share_said(words, tie.share),
            words.date(tie.from_day),
            words.date(tie.until_day),
            tie.note,
        )
        for tie in card.units
    ]
    columns = (
        Column(words(N_("Unit")), 2, wrap=4),
        Column(words(N_("Relation")), 2),
        Column(words(N_("Share")), 1),
        Column(words(N_("Since")), 2),
        Column(words(N_("Until")), 2),
        Column(words(N_("Note")), 3, wrap=2),
    )
    table.titled(paper, words(N_("Units")), Table(columns, rows, empty=words(N_("No units."))))
    if card.others:
        paper.space(4)
        names = dict.fromkeys(
            words(
                N_("{name} ({role}, {unit})"),
                name=tie.name,
                role=words(property.ROLES.get(tie.role, tie.role)),
                unit=tie.label,
            )
            for tie in card.others
        )
        blocks.entry(paper, words(N_("Others there")), words.listed(names))
    paper.space(4)


def _household(paper: Paper, words: Words, card: PersonCard) -> None:
    """Spouse, children, helpers, contact persons: those of today."""
    rows = [
        (
            f"{tie.name} {tie.other_name}".strip(),
            words(N_("Is the {kind} of this one"), kind=words(TIE_KINDS.get(tie.kind, tie.kind)))
            if tie.back
            else words(TIE_KINDS.get(tie.kind, tie.kind)),
            tie.phone,
            tie.note,
        )
        for tie in card.household
        if tie.current
    ]
    if rows:
        titles = N_("Name"), N_("Relation"), N_("Telephone"), N_("Note")
        columns = tuple(Column(words(title), 2, wrap=2) for title in titles)
        table.titled(paper, words(N_("Household and helpers")), Table(columns, rows))
        paper.space(4)


def _open(paper: Paper, words: Words, sheet: OwnerPage) -> None:
    states = {code: words(text) for code, text in _STATES.items()}
    rows = [
        (each.number, each.title, states.get(each.state, each.state), full_day(words, each.due))
        for each in sheet.card.open
    ]
    rows += [
        (words(N_("Promise")), known(words, sheet.head, each.text) or words(PROMISE_KINDS.get(each.kind, each.kind)),
         states.get(each.state, each.state), full_day(words, each.due))
        for each in sheet.card.promises
    ]  # fmt: skip
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("Subject")), 1, wrap=4),
        Column(words(N_("State")), tones={text: tones.tone(code) for code, text in states.items()}),
        Column(words(N_("Due"))),
    )
    table.titled(paper, words(N_("Open matters")), Table(columns, rows, empty=words(N_("Nothing is open."))))
    paper.space(4)


def _state(words: Words, entry: timeline.Entry) -> str:
    states = timeline_parts.STATES.get(entry.kind, {})
    return words(states[entry.state]) if entry.state in states else ""


def _subject(words: Words, sheet: OwnerPage, entry: timeline.Entry) -> str:
    title = known(words, sheet.head, entry.title)
    parts = (title, entry.more) if entry.kind == "handbook" else (entry.number, title)
    return " ".join(part for part in parts if part)


def _history(paper: Paper, words: Words, sheet: OwnerPage) -> None:
    """What happened, newest first."""
    what = {code: words(text) for code, text in _WHAT.items()}
    rows = [
        (
            words.date(each.day) if each.day else words.moment(each.moment),
            words(DOCUMENT_KINDS[each.more]) if each.kind == "issued" else what.get(each.kind, each.kind),
            _subject(words, sheet, each),
            _state(words, each),
            known(words, sheet.head, each.staff),
        )
        for each in sheet.timeline
    ]
    columns = (
        Column(words(N_("When"))),
        Column(words(N_("Kind"))),
        Column(words(N_("Subject")), 3, wrap=4),
        Column(words(N_("State"))),
        Column(words(N_("Staff")), 1.4, wrap=6),
    )
    table.titled(
        paper, words(N_("What happened")), Table(columns, rows, empty=words(N_("Nothing has happened yet.")))
    )
