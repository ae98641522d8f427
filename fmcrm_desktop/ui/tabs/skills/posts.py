"""Posts and what each needs; the page of one is the grid of its people by skill, said in words and colours."""

from __future__ import annotations

from functools import partial
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.skill import LEVELS
from fmcrm_desktop.model.tones import BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import posts
from fmcrm_desktop.services.posts import STATES, Cell, PostForm, PostGrid
from fmcrm_desktop.ui.kit.bilingual import below, known, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button

TONES = {"has": GOOD, "low": WARNING, "expired": BAD, "lacks": BAD}
COLUMNS = (
    Suited("name", N_("Post"), 160, stretch=True),
    Column("needs", N_("Skills"), 70, digits=True),
    Column("people", N_("People"), 80, digits=True),
    Chip(
        "lacking", N_("Who lack something"), 150,
        show=lambda row, words: words(N_("{n} lack something"), n=row.lacking) if row.lacking else "",
        tones=lambda _row: BAD,
    ),
)  # fmt: skip


class PostsSection(Tab):
    name = "posts"
    by_rows = True
    title = N_("Posts")
    shows = ("post", "post_need", "staff", "staff_skill", "skill")

    def build(self) -> None:
        empty = Empty(
            N_("Each post of the office stands here with the skills it needs."), N_("Enter the first post"),
            lambda: self.open_new({}), posts.add,
        )  # fmt: skip
        made = self.add_list(ListSetup("posts", posts.page, posts.rows, COLUMNS, (), empty), share=42)
        new_button(self, posts.add, N_("New"), N_("New post"))
        made.add_action(archiving(self, posts.archive))
        made.add_action(
            Action(N_("Change"), lambda ids: self.edit(ids[0]), posts.change, "pencil", False, "Ctrl+E")
        )
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Posts: {count}"), count=count)))

    def print_page(self) -> None:
        """Ctrl+P: the grids of all posts."""
        self.office.go(Link("reports", new={"report": "skills-grid"}))

    def show_record(self, id: int) -> None:
        self.ask(posts.grid, [id], then=lambda found: found and self._draw(found[0]))

    def _draw(self, grid: PostGrid) -> None:
        if grid.id != self.id:
            return
        words, id = self.words, grid.id
        page = self.new_page().head(
            suiting(grid.name, grid.other_name, words), below(words, grid.name, grid.other_name, grid.note)
        )
        if grid.archived:
            page.button(N_("Restore"), lambda: self.do(posts.restore, id, said=words(N_("Restored"))), posts.restore,
                        primary=True)  # fmt: skip
        else:
            page.button(
                N_("Archive"), lambda: self.do(posts.archive, id, said=words(N_("Archived"))), posts.archive
            )
            page.button(N_("Print"), self.print_page, posts.sheet)
            page.button(N_("Change"), lambda: self.edit(id), posts.change, primary=True)
        needed = page.card(N_("Needs the skills"))
        for need in grid.needs:
            needed.line_named(suiting(need.name, need.other_name, words), words(LEVELS[need.level]))
        if not grid.needs:
            needed.say(words(N_("This post needs no skill yet.")), "muted")
        self._people(page.card(N_("Who has it and who lacks it")), grid)
        self.put(page.done())

    def _people(self, card: Any, grid: PostGrid) -> None:
        if not grid.people:
            card.say(
                self.words(N_("Nobody holds this post yet. It is chosen on the page of a member of staff.")),
                "muted",
            )
            return
        # The office's own names head the columns: they have no translation and come out as they are.
        titles = ["", *(suiting(need.name, need.other_name, self.words) for need in grid.needs)]
        rows = [
            (LinkButton(known(self.words, person.name), partial(self.office.go, Link("staff", person.staff_id))),
             *(self._cell(cell) for cell in person.cells))
            for person in grid.people
        ]  # fmt: skip
        card.table(titles, rows)

    def _cell(self, cell: Cell) -> ChipLabel:
        words = self.words
        chip = ChipLabel(words(STATES[cell.state]), TONES[cell.state])
        said = words(LEVELS[cell.level]) if cell.level else ""
        until = words(N_("until {day}"), day=words.date(cell.expires)) if cell.expires else ""
        chip.setToolTip(" · ".join(part for part in (said, until) if part))
        return chip

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New post"), PostForm(**start), posts.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        change_form(self, N_("Change the post"), (posts.form_of, posts.change), id)
