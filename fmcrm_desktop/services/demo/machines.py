"""The demo's equipment: lifts, pumps, fire protection and a gate, with readings, downtime, plans and checklists."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.checklist import Checklist, ChecklistItem
from fmcrm_desktop.model.equipment import CounterReading, Downtime, Equipment
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import plans, settings
from fmcrm_desktop.services.demo.stage import Stage

_MADE = (
    ("L-{n}", "Passenger lift", "客梯", "lift", ("Lobby", "大堂"), "Otis", "h"),
    ("P-{n}", "Booster pump", "增压泵", "pump", ("Pump room", "水泵房"), "Grundfos", "h"),
    ("F-{n}", "Fire alarm panel", "火灾报警主机", "fire", ("Control room", "消防控制室"), "Simplex", ""),
    ("G-{n}", "Garage gate", "车库道闸", "access", ("Garage entrance", "车库入口"), "Came", ""),
)  # code, names, kind, the place's names, maker, counter
_LIFT = (
    ("Cabin, doors and buttons", "轿厢、门和按钮", "pass", "", None, None, ""),
    ("Emergency telephone answered", "应急电话接通", "tick", "", None, None, ""),
    ("Levelling error", "平层误差", "number", "mm", None, 15_000, ""),
    ("Rope", "钢丝绳", "choice", "", None, None, "good\nworn\n!broken strands"),
    ("Remarks", "备注", "text", "", None, None, ""),
)
_PUMP = (
    ("Outlet pressure", "出口压力", "number", "bar", 4_000, 6_500, ""),
    ("Shaft seal dry", "轴封无渗漏", "pass", "", None, None, ""),
    ("Noise and vibration usual", "噪声振动正常", "pass", "", None, None, ""),
)


def equip(stage: Stage) -> int:
    """Give the first three buildings their equipment; gives how many pieces there are."""
    buildings = stage.work.column(select(Building.id).order_by(Building.id).limit(3))
    kept: list[Equipment] = []
    for n, building in enumerate(buildings, 1):
        for code, name, other, kind, place, maker, counter in _MADE:
            said = code.format(n=n)
            kept.append(
                stage.work.add(
                    Equipment(
                        code=said, sort_key=sort_key(said), name=name, other_name=other, kind=kind, place=place[0],
                        other_place=place[1],
                        building_id=building, maker=maker, model=f"{kind[:2].upper()}-{200 + n}",
                        serial=f"{stage.chance.randrange(10**6):06}", counter=counter,
                        installed=stage.until - timedelta(days=900 + 90 * n),
                        warranty_until=stage.until + timedelta(days=200 * n - 300),
                        vendor_id=stage.cast.trades.get("lift") if kind == "lift" else None,
                    )
                )
            )  # fmt: skip
    for it in kept:
        _lived(stage, it)
    _plans(stage, kept)
    stage.work.add(
        Downtime(equipment_id=kept[3].id, began=stage.now - timedelta(hours=5), planned=False, cause="")
    )
    return len(kept)


def _lived(stage: Stage, it: Equipment) -> None:
    """What its counter showed, and when it stood still."""
    value = stage.chance.randrange(2_000, 9_000) * 1000
    for back in range(9, -1, -1) if it.counter else ():
        value += stage.chance.randrange(90, 180) * 1000
        moment = stage.at(stage.until - timedelta(days=9 * back + 1), 9, 15)
        stage.work.add(CounterReading(equipment_id=it.id, moment=moment, value=value))
    for _ in range(stage.chance.randrange(0, 3) if it.kind != "fire" else 0):
        began = stage.at(
            stage.until - timedelta(days=stage.chance.randrange(1, 80)), stage.chance.randrange(7, 20)
        )
        ended = began + timedelta(minutes=stage.chance.randrange(40, 900))
        stage.work.add(
            Downtime(equipment_id=it.id, began=began, ended=min(ended, stage.now), planned=False, cause="")
        )


def _plans(stage: Stage, kept: list[Equipment]) -> None:
    chinese = settings.get(stage.work, "office.language") == CHINESE
    lists = {
        "lift": _checklist(stage, "Lift, monthly", "电梯月检", _LIFT),
        "pump": _checklist(stage, "Pump", "水泵", _PUMP),
    }
    codes = dict(
        tuple(row)
        for row in stage.work.rows(select(Category.code, Category.id).where(Category.subject == "order"))
    )
    for n, it in enumerate(kept):
        first = stage.until + timedelta(days=stage.chance.randrange(1, 13))
        said = it.other_name if chinese else it.name
        made = Plan(
            name=f"{said} {it.code}", equipment_id=it.id,
            summary=f"保养{said} {it.code}" if chinese else f"Service {said.lower()} {it.code}",
            building_id=it.building_id, from_day=first, ahead_days=10, minutes=60 + 30 * (n % 3), priority="normal",
            description="", checklist_id=lists.get(it.kind), rule="", on_holiday="",
        )  # fmt: skip
        trade = {"lift": "lift", "pump": "plumbing", "fire": "electric"}.get(it.kind, "electric")
        made.category_id = codes.get(trade)
        made.staff_id = stage.cast.trades.get(trade) if n % 5 else None
        if it.kind == "pump":
            made.basis, made.counter_every = "counter", 500_000
        elif it.kind == "access":
            made.basis, made.every_days = "completion", 90
        else:
            made.basis, made.on_holiday = "calendar", "after"
            made.rule = "FREQ=MONTHLY" if it.kind == "lift" else "FREQ=MONTHLY;INTERVAL=3"
        stage.work.add(made)
    if stage.until == stage.work.now.astimezone(stage.work.zone).date():
        plans.generate(stage.work)


def _checklist(
    stage: Stage,
    name: str,
    other: str,
    items: tuple[tuple[str, str, str, str, int | None, int | None, str], ...],
) -> int:
    made = stage.work.add(Checklist(name=name, other_name=other))
    for position, (text, also, kind, unit, low, high, choices) in enumerate(items):
        stage.work.add(
            ChecklistItem(
                checklist_id=made.id, position=position, text=text, other_text=also, kind=kind, unit=unit, low=low,
                high=high, choices=choices, required=kind != "text",
            )
        )  # fmt: skip
    return made.id
