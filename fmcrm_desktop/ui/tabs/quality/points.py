"""The map of the points of contact: volume, waiting, hand-offs, missed replies and rating by kind and channel."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import gaps
from fmcrm_desktop.services.gaps import point_links
from fmcrm_desktop.services.gaps.contact_points import HOW, KINDS, ContactPoint
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.quality.choosing import Choosing

TITLES = (
    N_("Channel"), N_("Volume"), N_("First reply after"), N_("Handed on"), N_("Replies missed"), N_("Rating"),
)  # fmt: skip


class PointsSection(Tab):
    name = "points"
    title = N_("Points of contact")
    shows = (
        "complaint",
        "work_order",
        "call",
        "counter_visit",
        "post_item",
        "suggestion",
        "survey_sheet",
        "event",
    )

    def build(self) -> None:
        self.choosing = Choosing(self.office, self.reload)
        self.months = self.choosing.months()
        printing = Button(self.words(N_("Print…")), FILTER, "printer").on(self.print_page)
        self.choosing.add(printing.guard(self.office, gaps.points_paper))
        self.body.addWidget(self.choosing)
        self.body.addWidget(self.detail, 1)

    def reload(self) -> None:
        self.ask(gaps.contact_points, self.months.currentData(), then=self._draw)

    def _draw(self, found: list[ContactPoint]) -> None:
        words = self.words
        page = self.new_page()
        total = sum(point.count for point in found)
        self.counts.emit(words(N_("{count} contacts in this period"), count=words.number(total)))
        for kind, title in KINDS.items():
            points = [point for point in found if point.kind == kind]
            card = page.card(title)
            if points:
                card.table(TITLES, [self._line(point) for point in points])
            else:
                card.say(words(N_("Nothing came in.")), "muted")
            if points and kind == "complaint":
                card.unfold(words(HOW))
        self.put(page.done())

    def _line(self, point: ContactPoint) -> tuple[str | QWidget, ...]:
        words = self.words
        wait = words.duration(round(point.hours * 60)) if point.hours is not None else "—"
        rating = "—"
        if point.rating is not None:
            rating = f"{words.number(point.rating, 1)} ({words.number(point.rated)})"
        return (
            words(point_links.named(point)), self._figure(point, "count", words.number(point.count)), wait,
            self._figure(point, "handed", words.number(point.handed)),
            self._figure(point, "missed", words.number(point.missed)), self._figure(point, "rating", rating),
        )  # fmt: skip

    def _figure(self, point: ContactPoint, name: str, said: str) -> str | QWidget:
        """A figure that opens its records, where a list tells them apart."""
        last = Month.of(datetime.now(UTC), self.words.zone)
        count = self.months.currentData()
        months = [last.plus(back) for back in range(1 - count, 1)]
        link = point_links.behind(point, months, name)
        return (
            LinkButton(said, partial(self.office.go, link))
            if link is not None and said not in ("0", "—")
            else said
        )

    def print_page(self) -> None:
        """Ctrl+P: the map on paper."""
        self.office.go(Link("reports", new={"report": "contact-points"}))
