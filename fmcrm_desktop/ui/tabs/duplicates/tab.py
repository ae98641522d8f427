"""The list of suspects on the left; the two people of a pair side by side on the right, to be merged or told apart."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import merging, suspects
from fmcrm_desktop.services.merging import Comparison, MergeForm
from fmcrm_desktop.services.suspects import REASONS, SHORT, STRENGTHS, SuspectRow
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.duplicates.side_by_side import SideBySide

TONES = {"sure": "bad", "likely": "warning", "possible": "grey"}


def _why(row: SuspectRow, words: Words) -> str:
    return " · ".join(words(REASONS[each]) for each in row.why)


def _short(row: SuspectRow, words: Words) -> str:
    return " · ".join(words(SHORT[each]) for each in row.why)


COLUMNS = (
    Column("name", N_("First"), 130, stretch=True, sorts=False, hint=lambda row, _words: row.units),
    Column("other_name", N_("Second"), 112, sorts=False, hint=lambda row, _words: row.other_units),
    Column("why", N_("Why"), 200, show=_short, hint=_why, sorts=False),
    Chip("strength", N_("Strength"), 96, choices=STRENGTHS, tones=lambda row: TONES[row.strength], sorts=False),
)  # fmt: skip


class DuplicatesTab(Tab):
    """A pair's id is made of its two people; the one to keep can be exchanged for the other."""

    name = "duplicates"
    title = N_("Duplicates")
    shows = ("person", "contact_point", "relation", "not_same")

    def build(self) -> None:
        self.swapped: set[int] = set()
        self.beside: SideBySide | None = None
        empty = Empty(
            N_("Nobody looks like somebody else. People who may be entered twice appear here; any two that are marked "
               "in the list of owners can be laid beside each other as well."),
            N_("Go to the owners"), lambda: self.office.go(Link("owners")),
        )  # fmt: skip
        filters = (Filter("strength", N_("Strength"), STRENGTHS), Filter("why", N_("Why"), SHORT))
        made = self.add_list(
            ListSetup("duplicates", suspects.page, suspects.rows, COLUMNS, filters, empty), share=45
        )
        made.counted.connect(self._counted)
        made.add_action(
            Action(
                N_("They are two people"), self._apart_many, merging.keep_all_apart, "users", keys="Delete"
            )
        )

    def _counted(self, number: int) -> None:
        said = self.words(N_("1 pair")) if number == 1 else self.words(N_("{count} pairs"), count=number)
        self.counts.emit(said)

    def open(self, link: Link) -> None:
        """Two people chosen elsewhere: where={"pair": (one, other)}; the first is kept."""
        pair = link.where.get("pair")
        if not pair:
            super().open(link)
            return
        one, other = (int(str(each)) for each in pair)
        id = suspects.id_of(one, other)
        self.swapped.discard(id)
        if one > other:
            self.swapped.add(id)
        self.shown()
        self.show_id(id)

    def show_record(self, id: int) -> None:
        keep, gone = suspects.pair_of(id)
        if id in self.swapped:
            keep, gone = gone, keep
        self.ask(merging.compare, keep, gone, then=self._draw)

    def _draw(self, told: Comparison) -> None:
        if {told.keep.row.id, told.gone.row.id} != set(suspects.pair_of(self.id)):
            return
        over = told.keep.row.archived or told.gone.row.archived
        page = self.new_page()
        title = f"{_name(told.keep.row)} · {_name(told.gone.row)}"
        page.head(title, self._speaks())
        self.beside = SideBySide(self.office, told)
        if not over:
            page.button(N_("Exchange"), self.swap, picture="refresh-cw").key(
                "Ctrl+E", self.words(N_("Keep the other record"))
            )
            page.button(N_("They are two people"), self.keep_apart, merging.keep_apart)
            page.button(N_("Merge"), self.merge, merging.merge, primary=True).key(
                "Ctrl+Return", self.words(N_("Merge"))
            )
        else:
            page.chips((self.words(N_("One of the two is archived.")), "grey"))
        self.beside.draw(page)
        self.put(page.done())

    def _speaks(self) -> str:
        """Why the two are in the list, in words."""
        at = self.list.model.place_of(self.id) if self.list is not None else -1
        row = self.list.model.row(at) if self.list is not None and at >= 0 else None
        said = _why(row, self.words) if row is not None else ""
        return said or self.words(N_("One person entered twice, or two people?"))

    def swap(self) -> None:
        """Keep the other one."""
        self.swapped ^= {self.id}
        self.show_record(self.id)

    def merge(self) -> None:
        """Merge as chosen; the next pair follows."""
        assert self.beside is not None
        told = self.beside.told
        form = MergeForm(
            told.keep.row.id, told.gone.row.id, self.beside.choices(), told.keep.version, told.gone.version
        )
        said = self.words(
            N_("{gone} is now part of {keep}"), gone=_name(told.gone.row), keep=_name(told.keep.row)
        )
        self.do(merging.merge, form, said=said, then=self._next)

    def keep_apart(self) -> None:
        said = self.words(N_("Kept as two people"))
        self.do(merging.keep_apart, *suspects.pair_of(self.id), said=said, then=self._next)

    def _apart_many(self, ids: list[int]) -> None:
        said = self.words(N_("Kept as two people"))
        pairs = tuple(suspects.pair_of(id) for id in ids)
        self.do(merging.keep_all_apart, pairs, said=said, then=self._next)

    def _next(self, _done: Any) -> None:
        """The pair after this one; the list itself follows the news."""
        assert self.list is not None
        ids = list(self.list.model.ids)
        at = ids.index(self.id) if self.id in ids else -1
        rest = [*ids[at + 1 :], *ids[: max(at, 0)]]
        if rest:
            self.show_id(int(rest[0]))
        else:
            self.show_record(self.id)


def _name(row: Any) -> str:
    return f"{row.name} {row.other_name}".strip()
