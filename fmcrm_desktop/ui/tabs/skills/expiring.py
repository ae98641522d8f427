"""What runs out in the next 60 days or has run out; each line opens the person, or a new course for them."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import expiring, trainings
from fmcrm_desktop.services.expiring import WHAT, ExpiringRow
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter, Known, Suited
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab


def left(row: ExpiringRow, words: Words) -> str:
    """In 12 days, today, or 3 days ago."""
    if row.left < 0:
        return words(N_("yesterday")) if row.left == -1 else words(N_("{n} days ago"), n=-row.left)
    if row.left == 1:
        return words(N_("tomorrow"))
    return words(N_("in {n} days"), n=row.left) if row.left else words(N_("today"))


def tone(row: ExpiringRow) -> str:
    return BAD if row.left < 0 else WARNING


COLUMNS = (
    Known("staff", N_("Staff"), 130),
    Column("what", N_("Kind"), 90, choices=WHAT, sorts=False),
    Suited("name", N_("Skill or course"), 160, stretch=True),
    Column("until_day", N_("Good until"), 122),
    Chip("left", N_("Runs out"), 120, show=left, tones=tone, sorts=False),
)  # fmt: skip


class ExpiringSection(Tab):
    name = "expiring"
    title = N_("Runs out")
    shows = ("training", "staff", "skill", "staff_skill")

    def build(self) -> None:
        empty = Empty(N_("Nothing runs out in the next 60 days."))
        filters = (Filter("what", N_("Kind"), WHAT),)
        made = self.add_list(
            ListSetup("expiring", expiring.page, expiring.rows, COLUMNS, filters, empty), share=60
        )
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("{count} run out within 60 days"), count=count))
        )

    def show_record(self, id: int) -> None:
        self.ask(expiring.rows, [id], then=lambda found: found and self._draw(found[0]))

    def _draw(self, row: ExpiringRow) -> None:
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(suiting(row.name, row.other_name, words), words(WHAT[row.what]))
        new = Link("skills", new={"staff_id": row.staff_id}, section="training")
        page.button(N_("Enter a course…"), lambda: self.office.go(new), trainings.add, primary=True)
        page.chips((left(row, words), tone(row)))
        card = page.card()
        card.line(N_("Staff"), known(words, row.staff), Link("staff", row.staff_id))
        card.line(N_("Good until"), words.date(row.until_day))
        self.put(page.done())
