"""The list of skills; the page of one says who has it, how well and until when, and gives the tips about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.skill import LEVELS
from fmcrm_desktop.model.tones import BAD, GOOD
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import skills
from fmcrm_desktop.services.skills import Holder, SkillCard, SkillForm
from fmcrm_desktop.ui.kit.bilingual import below, known, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button

COLUMNS = (
    Suited("name", N_("Skill"), 160, stretch=True),
    Suited("other_name", N_("Name in the other language"), 150, sorts=False),
    Column("people", N_("People"), 80, digits=True),
)


class SkillsSection(Tab):
    name = "skill_list"
    by_rows = True
    title = N_("Skills")
    shows = ("skill", "staff_skill", "staff", "post", "post_need", "category", "article")

    def build(self) -> None:
        empty = Empty(
            N_("Trades, licences and languages stand here, each with those who have it."), N_("Enter the first skill"),
            lambda: self.open_new({}), skills.add,
        )  # fmt: skip
        made = self.add_list(ListSetup("skills", skills.page, skills.rows, COLUMNS, (), empty), share=44)
        new_button(self, skills.add, N_("New"), N_("New skill"))
        made.add_action(archiving(self, skills.archive))
        made.add_action(
            Action(N_("Change"), lambda ids: self.edit(ids[0]), skills.change, "pencil", False, "Ctrl+E")
        )
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Skills: {count}"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(skills.card, id, then=self._draw)

    def _draw(self, card: SkillCard) -> None:
        words, row = self.words, card.row
        if row.id != self.id:
            return
        page = self.new_page().head(
            suiting(row.name, row.other_name, words), below(words, row.name, row.other_name)
        )
        if row.archived:
            page.button(N_("Restore"), lambda: self.do(skills.restore, row.id, said=words(N_("Restored"))),
                        skills.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.do(skills.archive, row.id, said=words(N_("Archived"))),
                        skills.archive)  # fmt: skip
            page.button(N_("Change"), lambda: self.edit(row.id), skills.change, primary=True)
        people = page.card(N_("Who has it"))
        if card.holders:
            people.table(
                (N_("Name"), N_("Level"), N_("Good until"), ""), [self._holder(each) for each in card.holders]
            )
        else:
            people.say(
                words(N_("Nobody has it yet. It is entered on the page of each member of staff.")), "muted"
            )
        if card.posts or card.categories:
            needed = page.card(N_("Needed for"))
            for title, names in ((N_("Posts"), card.posts), (N_("Categories"), card.categories)):
                needed.line(title, words.listed(suiting(name, other, words) for name, other in names))
        tips = page.card(N_("Tips"))
        for id, title, other in card.tips:
            tips.add(LinkButton(suiting(title, other, words), partial(self.office.go, Link("articles", id))))
        if not card.tips:
            tips.say(words(N_("Nobody has written a tip about it yet.")), "muted")
        self.put(page.done())

    def _holder(self, each: Holder) -> tuple[Any, ...]:
        words = self.words
        over = each.state == "expired"
        chip = ChipLabel(words(N_("Run out") if over else N_("Has it")), BAD if over else GOOD)
        until = words.date(each.expires) if each.expires else words(N_("always"))
        way = LinkButton(known(self.words, each.name), partial(self.office.go, Link("staff", each.staff_id)))
        return way, words(LEVELS[each.level]), until, chip

    def open_new(self, start: dict[str, Any]) -> None:
        self._form(N_("New skill"), SkillForm(**start), skills.add, "open_new", start)

    def edit(self, id: int) -> None:
        self.ask(
            skills.form_of, id,
            then=lambda form: self._form(N_("Change the skill"), form, skills.change, "edit", id),
        )  # fmt: skip

    def _form(self, title: str, form: SkillForm, case: Callable[..., Any], again: str, start: Any) -> None:
        args = (start,) if isinstance(start, int) else ()
        setup = FormSetup(title, form, case, args, said=lambda _id: self.words(N_("Saved")),
                          then=lambda done: self.show_id(done.result))  # fmt: skip
        self.put_form(setup, again, start)
