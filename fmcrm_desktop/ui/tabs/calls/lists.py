"""Call lists: made from filters or marked people, shared out, their progress; a list opens its lines."""

from __future__ import annotations

from functools import partial
from typing import Any

from fmcrm_desktop.model.call import LINE_STATES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import call_lists
from fmcrm_desktop.services.call_lists import ChosenForm, ListForm, ListRow, Progress, ShareForm
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, new_button


def _done(row: ListRow, words: Words) -> str:
    return words(N_("{done} of {all}"), done=words.number(row.lines - row.open), all=words.number(row.lines))


def _mine(row: ListRow, words: Words) -> str:
    return words.number(row.mine) if row.mine else ""


COLUMNS = (
    Column("name", N_("Name of the list"), 180, stretch=True),
    Column("lines", N_("Called"), 96, digits=True, show=_done, sorts=False),
    Column("mine", N_("Mine"), 60, digits=True, show=_mine, sorts=False),
    Column("due_day", N_("Until"), 104),
    Suited("topic", N_("Topic"), 110, sorts=False, hidden=True),
    Column("made", N_("Made"), 120, hidden=True),
)


class ListsTab(Tab):
    name = "call_lists"
    title = N_("Call lists")
    shows = ("call_list", "call_line", "call_topic", "staff")

    def build(self) -> None:
        empty = Empty(
            N_("A call list holds the people to be called about one thing: from a filter, or marked in Owners."),
            N_("Make a call list"), lambda: self.open_new({}), call_lists.make,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("call_lists", call_lists.page, call_lists.rows, COLUMNS, (), empty), share=42
        )
        new_button(self, call_lists.make, N_("Make a call list"))
        for action in (
            Action(N_("Change"), lambda ids: self.edit(ids[0]), call_lists.change, "pencil", False, "Ctrl+E"),
            Action(N_("Share out"), lambda ids: self.share(ids[0]), call_lists.share_out, "users", many=False),
            Action(N_("Archive"), lambda ids: self.archive(ids[0]), call_lists.archive, "archive", many=False,
                   keys="Delete"),
        ):  # fmt: skip
            made.add_action(action)
        made.opened.connect(self._work)
        made.counted.connect(self._count)

    def _count(self, number: int) -> None:
        self.counts.emit(self.words(N_("{count} call lists"), count=self.words.number(number)))

    def show_record(self, id: int) -> None:
        self.ask(call_lists.progress, id, then=self._draw)

    def _draw(self, it: Progress) -> None:
        if it.id != self.id:
            return
        words, number = self.words, self.words.number
        page = self.new_page().head(it.name, " · ".join(self._about(it)))
        page.button(
            N_("Work it down"), lambda: self._work(it.id), call_lists.lines, primary=True, picture="phone"
        )
        page.button(N_("Share out"), lambda: self.share(it.id), call_lists.share_out)
        page.button(N_("Change"), lambda: self.edit(it.id), call_lists.change)
        if it.archived:
            page.button(N_("Restore"), lambda: self.do(call_lists.restore, it.id, said=words(N_("Restored"))),
                        call_lists.restore)  # fmt: skip
        share = words.percent((it.lines - it.open) / it.lines if it.lines else None, 0)
        page.figures(
            Figure(N_("Called"), share, words(N_("{n} of {all}"), n=it.lines - it.open, all=it.lines), ACCENT,
                   self._lines(it.id)),
            Figure(N_("Reached"), number(it.reached), "", GOOD, self._lines(it.id, "reached", "call_back", "refused")),
            Figure(N_("Not reached"), number(it.states["not_reached"]), "", WARNING,
                   self._lines(it.id, "not_reached")),
            Figure(N_("To be called"), number(it.states["waiting"]), "", BAD, self._lines(it.id, "waiting")),
        )  # fmt: skip
        self._counts(page, it)
        script = suiting(it.said.script, it.said.other_script, words)
        if script:
            page.card(N_("What to say")).say(script)
        self.put(page.done())

    def _counts(self, page: Page, it: Progress) -> None:
        """What came of the lines, and how far each caller is; every figure opens its lines."""
        words, number = self.words, self.words.number
        left, right = page.columns(1, 1)
        states = left.card(N_("What came of it"))
        for state, title in LINE_STATES.items():
            states.line(title, number(it.states[state]), self._lines(it.id, state))
        callers = right.card(N_("Callers"))
        callers.table(
            (N_("Caller"), N_("On the list"), N_("Still to call")),
            [
                (
                    LinkButton(
                        known(words, name) or words(N_("Nobody's yet")),
                        partial(self._of_caller, it.id, staff),
                    ),
                    number(lines),
                    number(still),
                )
                for staff, name, lines, still in it.callers
            ],
        )

    def _about(self, it: Progress) -> list[str]:
        words = self.words
        topic = suiting(it.said.topic, it.said.other_topic, self.words)
        about = [topic] if topic else []
        about.append(words(N_("made {day}"), day=words.moment(it.made)))
        if it.due_day:
            about.append(words(N_("until {day}"), day=words.date(it.due_day)))
        return about

    # ways

    def _lines(self, id: int, *states: str) -> Link:
        where: dict[str, tuple[object, ...]] = {"list": (id,)}
        return Link("calls", where=where | ({"state": states} if states else {}), section="lines")

    def _of_caller(self, id: int, staff: int | None) -> None:
        whose: dict[str, tuple[object, ...]] = {"staff": (staff,)} if staff else {"whose": ("nobody",)}
        self.office.go(Link("calls", where={"list": (id,), **whose}, section="lines"))

    def _work(self, id: int) -> None:
        self.office.go(Link("calls", where={"list": (id,)}, new={"next": id}, section="lines"))

    # deeds

    def open_new(self, start: dict[str, Any]) -> None:
        """A new list; {"people": ids} or {"query": Query} of the list of people when they are chosen already."""
        self.ask(call_lists.draft, start, then=lambda form: self._new(form, start))

    def _new(self, form: ListForm | ChosenForm, start: dict[str, Any]) -> None:
        said = self.words(N_("The call list is made"))
        self.put_form(
            FormSetup(
                N_("New call list"), form, call_lists.make, then=lambda done: self.show_id(done.result),
                said=lambda _id: said, verb=N_("Make the list"), note=self._note(form),
            ),
            "open_new", start,
        )  # fmt: skip

    def _note(self, form: ListForm | ChosenForm) -> str:
        words = self.words
        if form.people:
            return words(N_("{n} people were marked."), n=len(form.people))
        if isinstance(form.query, Query):
            return words(N_("Everybody the list of people shows as it is filtered now."))
        return ""

    def edit(self, id: int) -> None:
        said = self.words(N_("Saved"))
        self.ask(
            call_lists.form_of,
            id,
            then=lambda form: self.put_form(
                FormSetup(N_("Change the call list"), form, call_lists.change, (id,), said=lambda _id: said),
                "edit",
                id,
            ),
        )

    def share(self, id: int) -> None:
        self.ask_form(
            FormSetup(
                N_("Share out"), ShareForm(), call_lists.share_out, (id,), verb=N_("Share out"),
                said=lambda n: self.words(N_("{n} lines shared out"), n=n),
                note=self.words(N_("Each gets the same number of the lines that still wait.")),
            )
        )  # fmt: skip

    def archive(self, id: int) -> None:
        self.do(call_lists.archive, id, said=self.words(N_("Archived")))
