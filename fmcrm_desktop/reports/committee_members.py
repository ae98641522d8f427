"""The members of the committee: who sits in which body, in which post, since when, and how to reach them."""

from __future__ import annotations

from fmcrm_desktop.model.committee import BODY_KINDS, POSTS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import both, letterhead
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import BodyCard, MembersSheet
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names


def ask(office: Office, options: Options) -> MembersSheet:
    """All bodies."""
    return office.ask(committee.members_sheet)


def draw(sheet: MembersSheet, words: Words, printing: Printing) -> None:
    """Print the list."""
    with opened(printing, letterhead(words, sheet.head, N_("Members of the committee"), "")) as paper:
        for body in sheet.bodies:
            name = both(Names(body.row.name, body.row.other_name))
            table.titled(paper, joined(name, words(BODY_KINDS[body.row.kind])), _members(words, body, True))
            paper.space(6)
            if any(not each.current for each in body.members):
                paper.text(words(N_("Former members, and those to come")), BODY)
                table.draw(paper, _members(words, body, False))
                paper.space(6)
        if not sheet.bodies:
            paper.text(words(N_("No committee is entered yet.")), BODY)


def _members(words: Words, body: BodyCard, current: bool) -> Table:
    columns = (
        Column(words(N_("Name")), 120, wrap=8),
        Column(words(N_("Post in the body")), 48, wrap=2),
        Column(words(N_("Since"))),
        Column(words(N_("Until"))),
        Column(words(N_("Telephone")), 56, wrap=3),
    )
    rows = [
        (
            both(Names(each.name, each.other_name)),
            words(POSTS[each.post]),
            words.date(each.from_day),
            words.date(each.until_day),
            each.phone if current else "",
        )
        for each in body.members
        if each.current == current
    ]
    return Table(columns, rows, empty=words(N_("Nobody yet.")))
