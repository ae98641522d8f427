"""The scales with their described ends: the twelve ready ones to begin with, then in the office's own words."""

from __future__ import annotations

from fmcrm_desktop.model.complaint import LOSSES, STATES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import behaviour
from fmcrm_desktop.services.behaviour import ScaleForm, ScaleRow
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Column, Suited
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.tab import bar_button


def _name(row: ScaleRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


COUNTED = tuple(state for state in STATES if state != "withdrawn")
"""What was withdrawn blames nobody."""


def _number(count: int | None, words: Words) -> str:
    """Nothing is said of nobody: what cost customers stands out."""
    return words.number(count) if count else ""


class ScalesSection(RecordsTab):
    name = "behaviour_scales"
    title = N_("Scales")
    shows = ("behaviour_scale", "complaint")
    records = Records(
        behaviour.scale_page, behaviour.scale_rows, behaviour.add_scale, behaviour.scale_form, behaviour.change_scale,
        behaviour.archive_scale, behaviour.restore_scale, ScaleForm,
        (
            Column("position", N_("No."), 50, digits=True, sorts=False),
            Column("name", N_("Scale"), 190, show=_name, sorts=False),
            Suited("low", N_("1: loses customers"), 180, stretch=True, sorts=False),
            Column("lost", N_("Lost"), 64, digits=True, sorts=False, show=lambda row, words: _number(row.lost, words)),
            Column("at_risk", N_("May leave"), 84, digits=True, sorts=False,
                   show=lambda row, words: _number(row.at_risk, words)),
        ),
        N_("Scales describe behaviour that loses customers and behaviour that is exemplary."), N_("New scale"),
        N_("Change the scale"), N_("Scales: {count}"),
    )  # fmt: skip

    def build(self) -> None:
        super().build()
        ready = Button(self.words(N_("Add the twelve scales")), FILTER).on(self._ready)
        bar_button(self, ready, behaviour.add_twelve)

    def _ready(self) -> None:
        def said(added: int) -> str:
            words = self.words
            return (
                words(N_("Scales added: {n}"), n=added) if added else words(N_("They are all there already."))
            )

        self.do(behaviour.add_twelve, said=said)

    def heading(self, row: ScaleRow) -> tuple[str, str]:
        return _name(row, self.words), other_of(row.name, row.other_name, self.words)

    def draw(self, page: Page, row: ScaleRow) -> None:
        if row.lost is not None and row.at_risk is not None:
            card = page.card(N_("Customers it cost"))
            for loss, count in (("lost", row.lost), ("at_risk", row.at_risk)):
                where = {"scale": (row.id,), "loss": (loss,), "state": COUNTED}
                there = Link("complaints", where=where, section="register") if count else None
                card.line(LOSSES[loss], self.words.number(count), there)
        for title, text, other in (
            (N_("1: loses customers"), row.low, row.other_low), (N_("7: exemplary"), row.high, row.other_high),
        ):  # fmt: skip
            card = page.card(title).say(suiting(text, other, self.words))
            if second := other_of(text, other, self.words):
                card.say(second, "muted")
