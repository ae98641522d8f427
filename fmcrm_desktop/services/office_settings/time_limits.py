"""The clocks of complaints and the targets of work orders, typed as hours and minutes of working time."""

from __future__ import annotations

from dataclasses import dataclass, make_dataclass
from typing import Annotated, Any

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.typed_minutes import minutes_of, shown
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import keep
from fmcrm_desktop.services.targets.recounting import recount
from fmcrm_desktop.store.work import Work


@dataclass
class ClocksForm:
    """When a complaint is acknowledged, answered, followed up; what counts as a repeat; when post is answered."""

    acknowledge: Annotated[
        str, Field(N_("Acknowledge within (working hours)"), longest=20, required=True, hint=N_("4:00"))
    ] = ""
    answer: Annotated[str, Field(N_("Answer within (working hours)"), longest=20, required=True)] = ""
    follow_up_days: Annotated[int | None, Field(N_("Follow up after days"), required=True)] = None
    repeat_days: Annotated[int | None, Field(N_("The same again within days is a repeat"), required=True)] = (
        None
    )
    post_days: Annotated[int | None, Field(N_("Answer post within days"), required=True)] = None


@needs("office.read")
def clocks(work: Work) -> ClocksForm:
    known = settings.everything(work)
    return ClocksForm(
        shown(known["clock.acknowledge_minutes"]), shown(known["clock.answer_minutes"]),
        known["clock.follow_up_days"], known["repeat.days"], known["post.days"],
    )  # fmt: skip


@needs("office.settings")
def keep_clocks(work: Work, form: ClocksForm) -> None:
    """Keep the clocks; open complaints run by them from now on. Raises Invalid."""
    check(form)
    wrong: dict[str, str | Refusal] = {}
    wanted: dict[str, Any] = {}
    for name in ("acknowledge", "answer"):
        _read(getattr(form, name), name, f"clock.{name}_minutes", wanted, wrong)
    days = {"follow_up_days": "clock.follow_up_days", "repeat_days": "repeat.days", "post_days": "post.days"}
    for name, setting in days.items():
        wanted[setting] = getattr(form, name)
        if wanted[setting] is None or not 1 <= wanted[setting] <= 365:
            wrong[name] = N_("Between 1 and 365 days.")
    if wrong:
        raise Invalid(**wrong)
    keep(work, wanted)


def _read(text: str, field: str, name: str, wanted: dict[str, Any], wrong: dict[str, str | Refusal]) -> None:
    try:
        wanted[name] = minutes_of(text)
    except Refusal as refusal:
        wrong[field] = refusal


_FIELDS = {
    "respond": N_("First response within (hours:minutes)"), "arrive": N_("Arrival within"),
    "finish": N_("Finish within"),
}  # fmt: skip
_ROUND = N_("Round the clock, not in office hours")


def _fields() -> list[tuple[str, Any, Any]]:
    """Four fields a priority under its name."""
    made: list[tuple[str, Any, Any]] = []
    for priority, title in PRIORITIES.items():
        for name, said in _FIELDS.items():
            field = Field(said, longest=20, required=True, group=title)
            made.append((f"{priority}_{name}", Annotated[str, field], ""))
        made.append((f"{priority}_round_the_clock", Annotated[bool, Field(_ROUND)], False))
    return made


TargetsForm: Any = make_dataclass("TargetsForm", _fields())


@needs("office.read")
def targets(work: Work) -> Any:
    known = settings.get(work, "targets")
    return TargetsForm(
        **{
            f"{priority}_{name}": known[priority][name]
            if name == "round_the_clock"
            else shown(known[priority][name])
            for priority in PRIORITIES
            for name in (*_FIELDS, "round_the_clock")
        }
    )


@needs("office.settings")
def keep_targets(work: Work, form: Any) -> None:
    """Keep the targets; open orders run by them from when they were received. Raises Invalid."""
    check(form)
    wrong: dict[str, str | Refusal] = {}
    wanted: dict[str, dict[str, Any]] = {}
    for priority in PRIORITIES:
        target = wanted[priority] = {"round_the_clock": getattr(form, f"{priority}_round_the_clock")}
        for name in _FIELDS:
            _read(getattr(form, f"{priority}_{name}"), f"{priority}_{name}", name, target, wrong)
        if not wrong and not target["respond"] <= target["finish"]:
            wrong[f"{priority}_finish"] = N_("The work cannot be finished before anybody has answered.")
    if wrong:
        raise Invalid(**wrong)
    keep(work, {"targets": wanted})
    recount(work)
