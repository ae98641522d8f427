"""The scope of duties: what the office does and what it does not do, in both languages, with a first text to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.committee import Duty
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

SIDES = {"yes": N_("We do"), "no": N_("We do not do")}
READY: tuple[tuple[bool, str, str], ...] = (
    (True, "Repair and upkeep of common parts: roofs, stairs, lifts, pumps, lights",
     "共用部位、共用设施设备的维修和养护：屋面、楼梯、电梯、水泵、公共照明"),
    (True, "Cleaning of common areas and removal of household waste",
     "公共区域保洁和生活垃圾清运"),
    (True, "Greenery and paths of the site",
     "小区绿化和道路的养护"),
    (True, "Order and safety: gates, patrols, cameras, fire equipment",
     "秩序与安全：门岗、巡逻、监控、消防设施"),
    (True, "Taking in repairs and complaints, and answering each of them",
     "受理报修和投诉，件件有回复"),
    (True, "Notices of outages and works, on boards and by message",
     "停水停电、施工等事项的张贴和通知"),
    (True, "Repairs inside flats on request, charged by the price list",
     "应业主要求提供有偿户内维修，按价目表收费"),
    (False, "Public networks before the meter: water, power, gas, telephone — their suppliers do",
     "表前的水、电、燃气、通信管线：由专业单位负责"),
    (False, "Disputes between neighbours that need a court; we explain and mediate",
     "须经法院解决的邻里纠纷：我们只做解释和调解"),
    (False, "Punishing unlawful building or parking; we report it to the authority",
     "对违章搭建、违章停车的处罚：我们劝阻并上报主管部门"),
    (False, "Keeping of valuables, and letting or selling flats on behalf of owners",
     "贵重物品保管、代业主出租或出售房屋"),
    (False, "Use of the maintenance fund without a decision of the owners",
     "未经业主决定动用维修资金"),
)  # fmt: skip
"""Whether we do it, in English and in Chinese: what is usual, for the office to put right."""


@dataclass
class DutyForm:
    """A line of the list."""

    done: Annotated[str, Field(N_("Side"), choices=SIDES, required=True)] = "yes"
    text: Annotated[str, Field(N_("In English"), longest=500, lines=2, in_chinese="other_text")] = ""
    other_text: Annotated[str, Field(N_("In Chinese"), longest=500, lines=2)] = ""
    position: Annotated[int | None, Field(N_("Place in the list"), hint=N_("Empty: last"))] = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A line of the list; ``side`` is one of SIDES."""

    id: int
    side: str
    position: int
    text: str
    other_text: str
    archived: bool


@needs("complaint.read")
def duty_page(work: Work, query: Query) -> Page[DutyRow]:
    """The list as it prints: what we do, then what we do not do. It has few lines. Filters side, id."""
    found = _listed(work, query.archived)
    for name in ("side", "id"):
        if query.where.get(name):
            found = [row for row in found if getattr(row, name) in query.where[name]]
    return few(query, found, lambda row: f"{row.text} {row.other_text}")


@needs("complaint.read")
def duty_rows(work: Work, ids: Sequence[int]) -> list[DutyRow]:
    """The rows of these lines, in this order."""
    return in_order(ids, _rows(work, _columns().where(Duty.id.in_(ids))), lambda row: row.id)


@needs("complaint.write")
def add_duty(work: Work, form: DutyForm) -> int:
    """A new line."""
    return work.add(Duty(**_values(work, form))).id


@needs("complaint.read")
def duty_form(work: Work, id: int) -> DutyForm:
    """A line as it stands, with the version seen."""
    it = work.get(Duty, id)
    return DutyForm("yes" if it.done else "no", it.text, it.other_text, it.position, it.version)


@needs("complaint.write")
def change_duty(work: Work, id: int, form: DutyForm) -> int:
    """Put a line right."""
    values = _values(work, form)
    it = work.get(Duty, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    return id


@needs("complaint.write")
def archive_duty(work: Work, id: int) -> int:
    """Take a line out."""
    work.archive(work.get(Duty, id))
    return id


@needs("complaint.write")
def restore_duty(work: Work, id: int) -> int:
    """Bring a line back."""
    work.restore(work.get(Duty, id))
    return id


@needs("complaint.write")
def put_ready(work: Work) -> int:
    """Put the ready text in, where there is none yet; gives how many lines."""
    if _listed(work):
        raise Refusal(N_("There is a list already. Change its lines, or archive them first."))
    rows = (
        {"done": done, "position": at, "text": text, "other_text": other}
        for at, (done, text, other) in enumerate(READY)
    )
    return len(work.add_many(Duty, rows))


def listed(work: Work) -> list[DutyRow]:
    """The list, for paper."""
    return _listed(work)


def _columns() -> Any:
    return select(Duty.id, Duty.done, Duty.position, Duty.text, Duty.other_text, Duty.archived)


def _listed(work: Work, archived: bool = False) -> list[DutyRow]:
    gone = Duty.archived.is_not(None) if archived else Duty.archived.is_(None)
    return _rows(work, _columns().where(gone).order_by(Duty.done.desc(), Duty.position, Duty.id))


def _rows(work: Work, chosen: Any) -> list[DutyRow]:
    return [
        DutyRow(id, "yes" if done else "no", position, text, other, gone is not None)
        for id, done, position, text, other, gone in work.rows(chosen)
    ]


def _values(work: Work, form: DutyForm) -> dict[str, Any]:
    check(form)
    if not form.text and not form.other_text:
        raise Invalid(text=N_("Write it in one language at least."))
    place = form.position
    if place is None:
        place = (work.value(select(func.max(Duty.position))) or 0) + 1
    return {"done": form.done == "yes", "text": form.text, "other_text": form.other_text, "position": place}
