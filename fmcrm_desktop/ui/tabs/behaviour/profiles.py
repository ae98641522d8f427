"""Profiles: who has been scored; the page of one is every scale as a bar with its ends, change, cases and trend."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Wanted, called
from fmcrm_desktop.services import behaviour
from fmcrm_desktop.services.behaviour import Mark, Profile, StaffRow, Told
from fmcrm_desktop.services.behaviour.scoring import Scoring
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import both, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, LINK, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Column, Empty, Suited
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.form_groups import Groups
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, bar_button, fetch
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.behaviour.bar import ScoreBar, tone

MAKE = "fmcrm_desktop.reports.making:make_many"
PLACES = {
    "complaint": partial(Link, "complaints"),
    "order": partial(Link, "work_orders"),
    "commendation": partial(Link, "praise", section="commendations"),
}
LATEST = 10
LONGEST = 220
"""Pixels of a name that has room beside its score."""


def _scored(row: StaffRow, words: Words) -> str:
    return words(N_("{n} of {all}"), n=row.scored, all=row.scales) if row.scored else "—"


COLUMNS = (
    Suited("name", N_("Name"), 120, stretch=True, sorts=False),
    Column("trade", N_("Trade"), 90, show=lambda row, words: words(row.trade) if row.trade else "", sorts=False),
    Column("scored", N_("Scales scored"), 100, show=_scored, sorts=False),
    Column("day", N_("Last scored"), 136, sorts=False),
)  # fmt: skip


class ProfilesSection(Tab):
    name = "profiles"
    title = N_("Profiles")
    shows = ("staff", "behaviour_score", "behaviour_scale", "score_case")

    def build(self) -> None:
        empty = Empty(
            N_("The profile of each member of staff stands here: one's own, or all with the right.")
        )
        setup = ListSetup("profiles", behaviour.staff_page, behaviour.staff_rows, COLUMNS, (), empty)
        made = self.add_list(setup, share=34)
        new = Button(self.words(N_("Score")), FILTER, "plus").on(lambda: self.open_new({"staff_id": self.id}))
        bar_button(self, new.key("Ctrl+N", self.words(N_("Score somebody on the scales"))), behaviour.score)
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Profiles: {count}"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(behaviour.profile, id, then=self._draw)

    def _draw(self, profile: Profile) -> None:
        id, words = profile.staff_id, self.words
        if id != self.id:
            return
        said = words(profile.trade) if profile.trade else ""
        page = self.new_page().head(both(profile.name, profile.other_name), said)
        page.button(N_("Print"), lambda: self.print_profile(profile), behaviour.profile_sheet)
        page.button(
            N_("Score"),
            lambda: self.open_new({"staff_id": id}),
            behaviour.score,
            primary=True,
            picture="plus",
        )
        if not profile.scales:
            card = page.card(N_("Scales"))
            card.say(words(N_("There are no scales yet. Add the twelve scales first.")), "muted")
            add = Button(words(N_("Add the twelve scales"))).on(lambda: self.do(behaviour.add_twelve))
            card.add(add.guard(self.office, behaviour.add_twelve))
        else:
            page.chips(*_summary(profile, words))
        columns = page.columns(1, 1)
        for at, told in enumerate(profile.scales):
            self._scale(columns[at % 2].card(), told)
        if any(told.marks for told in profile.scales):
            self._latest(page.card(N_("Latest scores")), profile)
        self.put(page.done())

    def _scale(self, card: Card, told: Told) -> None:
        words, scale, last = self.words, told.scale, told.last
        name = suiting(scale.name, scale.other_name, words)
        card.setAccessibleName(name)
        flow = Flow(theme.GAP_S)
        if theme.metrics(theme.BASE, bold=True).horizontalAdvance(name) > LONGEST:
            card.add(label(name, "title", wrap=True))
            card.add(flow)
        else:
            card.add(flow)
            flow.add(label(name, "title"))
        score = last.score if last else None
        said = words(N_("{score} of 7"), score=score) if score else words(N_("Not scored yet"))
        flow.add(ChipLabel(said, tone(score)))
        if told.change:
            flow.add(ChipLabel(f"{told.change:+d}", GOOD if told.change > 0 else BAD))
        if last and not last.evidence:
            flow.add(ChipLabel(words(N_("without evidence")), GREY))
        before = told.marks[-2].score if len(told.marks) > 1 else None
        card.add(ScoreBar(score, before, f"{name}: {said}"))
        card.add(self._ends(told))
        if last and last.note:
            card.say(last.note)
        if last and last.evidence:
            cases = Flow(theme.GAP_S)
            card.add(cases)
            for each in last.evidence:
                act = partial(self.office.go, PLACES[each.kind](each.id))
                cases.add(LinkButton(each.number, act, each.said))
        if len(told.marks) > 1:
            steps = " → ".join(f"{mark.score} ({words.date(mark.day)})" for mark in told.marks[-4:])
            card.say(words(N_("Trend: {steps}"), steps=steps), "small")

    def _ends(self, told: Told) -> QWidget:
        scale, words = told.scale, self.words
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_L)
        for mark, text, other in (("1", scale.low, scale.other_low), ("7", scale.high, scale.other_high)):
            end = label(f"{mark}  {suiting(text, other, words)}", "small", wrap=True)
            row.addWidget(end, 1, Qt.AlignmentFlag.AlignTop)
        return holder

    def _latest(self, card: Card, profile: Profile) -> None:
        words = self.words
        marks = sorted(
            ((mark, told) for told in profile.scales for mark in told.marks),
            key=lambda each: (each[0].day, each[0].id),
            reverse=True,
        )
        rows = [
            (
                suiting(told.scale.name, told.scale.other_name, words), words.date(mark.day), str(mark.score), mark.by,
                self._taken_back(mark),
            )
            for mark, told in marks[:LATEST]
        ]  # fmt: skip
        card.table((N_("Scale"), N_("Date"), N_("Score"), N_("Scored by"), ""), rows)

    def _taken_back(self, mark: Mark) -> Button:
        words = self.words
        made = Button(words(N_("Take back")), LINK)
        made.on(lambda: self.do(behaviour.take_back, mark.id, said=words(N_("Score taken back"))))
        return made.guard(self.office, behaviour.take_back)

    def print_page(self) -> None:
        """Ctrl+P: the profile shown."""
        fetch(self, behaviour.profile, self.id, then=self.print_profile)

    def print_profile(self, profile: Profile) -> None:
        """The profile, seen and printed where all papers are."""
        title = N_("Service profile")
        given = ("behaviour-profile", (profile.staff_id,))
        self.office.go(
            Link(
                "reports",
                new={"wanted": Wanted(self.words(title), MAKE, (given,), called(title, profile.name))},
            )
        )

    def open_new(self, start: dict[str, Any]) -> None:
        """Score somebody on all scales, in one form."""

        def open_form(known: Scoring) -> None:
            words = self.words
            named = tuple(
                (each.id, suiting(each.name, each.other_name, words), suiting(each.low, each.other_low, words),
                 suiting(each.high, each.other_high, words))
                for each in known.scales
            )  # fmt: skip
            form = behaviour.scoring_form(named)(staff_id=known.staff_id, day=known.day)
            setup = FormSetup(
                N_("Score on the scales"), form, behaviour.score, said=lambda _id: words(N_("Saved")),
                then=lambda done: self.show_id(done.result), dress=Groups,
                note=words(N_("Only what was seen counts: cite the case. A scale without a score stays as it is.")),
            )  # fmt: skip
            self.put_form(setup, "open_new", start)

        self.ask(behaviour.scoring, start.get("staff_id") or None, then=open_form)


def _summary(profile: Profile, words: Words) -> list[tuple[str, str] | str]:
    """How much of the profile is there, and how much of it rests on cases."""
    last = [told.last for told in profile.scales if told.last]
    bare = sum(not mark.evidence for mark in last)
    said: list[tuple[str, str] | str] = [
        words(N_("{n} of {all} scales scored"), n=len(last), all=len(profile.scales))
    ]
    if bare:
        said.append((words(N_("{n} without evidence"), n=bare), WARNING))
    return said
