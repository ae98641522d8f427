"""The map of the points of contact on paper: each kind of matter by its channels."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, SMALL, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, month_name
from fmcrm_desktop.services import gaps
from fmcrm_desktop.services.gaps import ContactPoint, PointsSheet, point_links
from fmcrm_desktop.services.gaps.contact_points import HOW, KINDS
from fmcrm_desktop.services.office import Office

_NOTES = 66.0
"""Points that the notes below take."""
TITLES = (N_("Volume"), N_("First reply after"), N_("Handed on"), N_("Replies missed"), N_("Rating"))


def ask(office: Office, options: Options) -> PointsSheet:
    """The three months that end with the one asked for, or with this one."""
    return office.ask(gaps.points_paper, options.month)


def draw(sheet: PointsSheet, words: Words, printing: Printing) -> None:
    """Print the map."""
    period = f"{month_name(words, sheet.first)} – {month_name(words, sheet.last)}"
    with opened(printing, letterhead(words, sheet.head, N_("Points of contact"), period)) as paper:
        columns = (Column(words(N_("Channel")), 60), *(Column(words(title), right=True) for title in TITLES))
        told = {kind: [_line(words, point) for point in sheet.points if point.kind == kind] for kind in KINDS}
        spoken = [kind for kind in KINDS if told[kind]]
        for kind in spoken:
            # the last one goes with the notes, which would look forgotten on a page of their own
            keep = (len(told[kind]) + 1) * table.FLAT + _NOTES if kind == spoken[-1] else 0
            table.titled(paper, words(KINDS[kind]), Table(columns, told[kind]), keep)
        silent = [words(title) for kind, title in KINDS.items() if not told[kind]]
        paper.space(10)
        if silent:
            kinds = words.listed(silent)
            paper.text(words(N_("Nothing came in by: {kinds}."), kinds=kinds), BODY)
            paper.space(4)
        paper.text(words(HOW), SMALL)


def _line(words: Words, point: ContactPoint) -> tuple[str, ...]:
    number = words.number
    wait = words.duration(round(point.hours * 60)) if point.hours is not None else "—"
    rating = f"{number(point.rating, 1)} ({number(point.rated)})" if point.rating is not None else "—"
    return (
        words(point_links.named(point)), number(point.count), wait, number(point.handed), number(point.missed), rating,
    )  # fmt: skip
