"""The map of the points of contact: volume, waiting, hand-offs, missed replies and rating by kind and channel."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.complaint import CHANNELS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import gaps
from fmcrm_desktop.services.gaps.contact_points import KINDS, ContactPoint
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.quality.choosing import Choosing

TITLES = (
    N_("Channel"), N_("Volume"), N_("First reply after"), N_("Handed on"), N_("Replies missed"), N_("Rating"),
)  # fmt: skip
HOW = N_(
    "The first reply is the mean by the clock of those that had one. Missed are replies that came after their due "
    "time or are overdue now, and calls nobody took. The rating is the mean of the answers from 1 to 5, their number "
    "beside it."
)


class PointsSection(Tab):
    name = "points"
    title = N_("Points of contact")
    shows = ("complaint", "work_order", "call")

    def build(self) -> None:
        self.choosing = Choosing(self.office, self.reload)
        self.months = self.choosing.months()
        self.choosing.end()
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
            words(CHANNELS.get(point.channel, CHANNELS["other"])), words.number(point.count), wait,
            words.number(point.handed), words.number(point.missed), rating,
        )  # fmt: skip
