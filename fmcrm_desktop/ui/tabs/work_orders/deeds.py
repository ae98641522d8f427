"""What the buttons of an order do: at once, by a short dialog, or by the form of a visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import FINISHED, OVER
from fmcrm_desktop.services import complaints, issued_documents, work_orders
from fmcrm_desktop.services.calendar import Clashing
from fmcrm_desktop.services.work_orders import (
    AssignForm,
    CloseForm,
    DeclineForm,
    DoneForm,
    MergeForm,
    OrderCard,
    ReopenForm,
    SplitForm,
    TieForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.rating import POOR, gift, rated, rating

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.tab import WorkOrdersTab


@dataclass(frozen=True)
class Other:
    """Something that can be done whatever the state: marked title, picture, its case, what a click does; what is
    ``rare`` stands in the menu behind the last button."""

    title: str
    picture: str
    case: Callable[..., Any]
    act: Callable[[], object]
    rare: bool = False


CASES: dict[str, Callable[..., Any]] = {
    "assign": work_orders.assign, "schedule": work_orders.schedule, "respond": work_orders.respond,
    "set_off": work_orders.set_off, "arrive": work_orders.arrive, "done": work_orders.done,
    "wait": work_orders.wait, "close": work_orders.close, "cancel": work_orders.cancel,
    "decline": work_orders.decline, "reopen": work_orders.reopen,
}  # fmt: skip
TITLES = {
    "assign": N_("Assign"),
    "schedule": N_("Schedule"),
    "respond": N_("Customer told"),
    "set_off": N_("Set off"),
    "arrive": N_("Arrived"),
    "done": N_("Finish work"),
    "wait": N_("Wait for…"),
    "close": N_("Close order"),
    "cancel": N_("Cancel order"),
    "decline": N_("Decline"),
    "reopen": N_("Reopen"),
}
AGAIN = {"assign": N_("Reassign"), "schedule": N_("Reschedule")}
"""What a deed is called when it was done before."""
SAID = {
    "assign": N_("{number} assigned"),
    "schedule": N_("{number} scheduled"),
    "respond": N_("{number}: the customer was told"),
    "set_off": N_("{number} on the way"),
    "arrive": N_("{number} on site"),
    "done": N_("{number} done"),
    "wait": N_("{number} waits"),
    "close": N_("{number} closed"),
    "cancel": N_("{number} cancelled"),
    "decline": N_("{number} declined"),
    "reopen": N_("{number} reopened"),
}
_FORMS: dict[str, type[Any]] = {
    "assign": AssignForm, "wait": WaitForm, "done": DoneForm, "close": CloseForm, "cancel": WhyForm,
    "reopen": ReopenForm,
}  # fmt: skip


def title(step: str, card: OrderCard) -> str:
    """The marked word on a deed's button."""
    before = card.staff_id is not None if step == "assign" else card.state == "scheduled"
    return AGAIN[step] if step in AGAIN and before else TITLES[step]


def begin(tab: WorkOrdersTab, card: OrderCard, step: str) -> None:
    """Press a deed's button."""
    if step == "schedule":
        tab.ask(work_orders.visit_form, card.id, then=lambda form: schedule(tab, card, form))
    elif step == "decline":
        form = DeclineForm(alternative=card.alternative, version=card.version, choice=card.choice)
        tab.ask_form(_setup(tab, card, step, form))
    elif step in _FORMS:
        tab.ask_form(_setup(tab, card, step, _FORMS[step](version=card.version)))
    else:
        tab.do(CASES[step], card.id, card.version, said=_said(tab, card, step))


def others(tab: WorkOrdersTab, card: OrderCard) -> list[Other]:
    """What can be done besides the moves: rate finished work, tie, merge and split."""
    found = [
        Other(
            N_("Tie to another order"), "", work_orders.tie, lambda: tab.ask_form(_tie(tab, card)), rare=True
        )
    ]
    start = Link("issued_documents", new={"order_id": card.id})
    found.append(
        Other(N_("Make a document…"), "", issued_documents.make, lambda: tab.office.go(start), rare=True)
    )
    if card.state in FINISHED:
        from fmcrm_desktop.services import articles, survey_answers

        title = N_("Rate anew") if card.rating is not None else N_("Rate")
        found.append(Other(title, "", work_orders.rate, lambda: tab.ask_form(rating(tab, card))))
        asked = Link("surveys", section="answers", new={"order": card.id})
        found.append(Other(N_("Ask how it was"), "", survey_answers.ask_about, lambda: tab.office.go(asked)))
        found.append(Other(N_("Make a tip of it"), "", articles.make, lambda: _write_down(tab, card)))
    if card.rating is not None and card.rating <= POOR and not card.about:
        take = Other(N_("Take on a complaint"), "", complaints.register, lambda: tab.office.go(gift(card)))
        found.insert(0, take)
    if card.state not in OVER:
        found += [
            Other(N_("Split"), "", work_orders.split, lambda: tab.ask_form(_split(tab, card)), rare=True),
            Other(N_("Merge"), "", work_orders.merge, lambda: tab.ask_form(_merge(tab, card)), rare=True),
        ]
    return found


def _write_down(tab: WorkOrdersTab, card: OrderCard) -> None:
    """One click: the article is there, filled from the order, and shown."""
    from fmcrm_desktop.services import articles

    said = tab.words(N_("Written down from {number}"), number=card.number)
    tab.do(articles.make, card.id, said=said, then=lambda done: tab.office.go(Link("articles", done.result)))


def _tie(tab: WorkOrdersTab, card: OrderCard) -> FormSetup:
    said = tab.words(N_("{number} tied"), number=card.number)
    note = f"{card.number} · {card.summary}"
    return FormSetup(
        N_("Tie to another order"), TieForm(), work_orders.tie, (card.id,), said=lambda _id: said,
        then=lambda _done: tab.show_record(card.id), note=note,
    )  # fmt: skip


def _split(tab: WorkOrdersTab, card: OrderCard) -> FormSetup:
    said = tab.words(N_("A part of {number} entered"), number=card.number)
    return FormSetup(
        N_("Split off a part"), SplitForm(card.summary, card.category_id), work_orders.split, (card.id,),
        said=lambda _id: said, then=lambda done: tab.show_id(done.result), verb=N_("Split off"), note=card.number,
    )  # fmt: skip


def _merge(tab: WorkOrdersTab, card: OrderCard) -> FormSetup:
    said = tab.words(N_("{number} merged"), number=card.number)
    note = tab.words(N_("{number} is cancelled as a duplicate of the order that stays."), number=card.number)
    return FormSetup(
        N_("Merge into another order"), MergeForm(version=card.version), work_orders.merge, (card.id,),
        said=lambda _none: said, verb=N_("Merge"), note=note,
    )  # fmt: skip


def schedule(tab: WorkOrdersTab, card: OrderCard, form: VisitForm) -> FormPage:
    """The form of a visit; a clash shows under the reason that would overrule it, before anything is saved."""
    page = tab.put_form(_setup(tab, card, "schedule", form))
    _propose(tab, page, card.id)
    watch_clashes(tab, page, lambda value: value, card.id)
    return page


def _propose(tab: WorkOrdersTab, page: FormPage, id: int) -> None:
    """The first free time of whoever is chosen, as long as the one proposed was not changed."""
    times = [page.form.slots[name].editor for name in ("planned_from", "planned_until")]
    proposed = [each.raw() for each in times]

    def show(found: tuple[datetime, datetime] | None) -> None:
        if found is not None and [each.raw() for each in times] == proposed:
            for editor, moment in zip(times, found, strict=True):
                editor.set(moment)
            proposed[:] = [each.raw() for each in times]
            times[0].edited.emit()

    def ask() -> None:
        if staff := page.form.slots["staff"].editor.value():
            tab.ask(work_orders.free_visit, id, staff, then=show)

    page.form.on_change("staff", ask)


def watch_clashes(
    tab: WorkOrdersTab, page: FormPage, visit: Callable[[Any], VisitForm | None], id: int | None
) -> None:
    """Look for clashes whenever somebody or some time changes on a form that ``visit`` reads a visit from. The
    reason is asked for only where there is a clash."""
    reason = page.form.slots["overrule"]
    reason.setVisible(bool(page.form.original.overrule))

    def look() -> None:
        try:
            planned = visit(page.form.value())
        except Invalid:  # half typed: there is nothing to look for yet
            return
        if planned is not None:
            tab.ask(work_orders.clashes, id, planned, then=show)

    def show(clashes: list[Any]) -> None:
        text = "\n".join(_clash(each, tab.words) for each in clashes[:3])
        reason.setVisible(bool(text or reason.editor.raw()))
        reason.show_fault(text)
        if said and not clashes:
            said.clear()
            page.clear()

    def refused(refusal: Refusal) -> None:
        said[:] = [refusal] if isinstance(refusal, Clashing) else []
        look()

    said: list[Refusal] = []  # of a clash, until there is none any more
    page.refused.connect(refused)
    for name in ("staff", "staff_id", "planned_from", "planned_until", "visit_from", "visit_until"):
        if name in page.form.slots:
            page.form.on_change(name, look)


def _clash(each: Any, words: Words) -> str:
    said = N_("{name} is at “{title}” from {begin} to {end}. Another time, or a reason here.")
    begin, end = words.time(each.starts), words.time(each.ends)
    return words(said, name=known(words, each.staff), title=each.title, begin=begin, end=end)


def _setup(tab: WorkOrdersTab, card: OrderCard, step: str, form: Any) -> FormSetup:
    named = title(step, card)
    note = " · ".join(part for part in (card.number, card.summary) if part)
    said = _said(tab, card, step)
    then = rated(tab, card) if step == "close" else None
    verb = N_("Save") if step == "wait" else named
    return FormSetup(
        named, form, CASES[step], (card.id,), said=lambda _result: said, then=then, verb=verb, note=note
    )


def _said(tab: WorkOrdersTab, card: OrderCard, step: str) -> str:
    return tab.words(SAID[step], number=card.number)
