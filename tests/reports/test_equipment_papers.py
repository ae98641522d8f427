"""Equipment, workload and the checklist of a job sheet on paper, read back in both languages."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import checklists, equipment, plans, work_orders
from fmcrm_desktop.services.checklists import ChecklistForm, GiveForm, ItemLine
from fmcrm_desktop.services.equipment import DowntimeForm, EquipmentForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.plans import PlanForm
from fmcrm_desktop.services.work_orders import OrderForm
from tests.conftest import NOW
from tests.reports import reading
from tests.sample import Sample
from tests.services.charging import give, rows

HOUR = timedelta(hours=1)


def said(office: Office, path: Path, name: str, options: Options) -> str:
    making.write(office, name, options, path)
    return " ".join(word.text for page in reading.words(path) for word in page)


@pytest.fixture
def lift(office: Office, sample: Sample) -> int:
    form = EquipmentForm(
        "L-1",
        "Passenger lift",
        "客梯",
        "lift",
        sample.building,
        sample.unit,
        maker="Otis",
        place="Lobby",
        other_place="大堂",
    )
    return office.do(equipment.add, form).result


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_register_tells_how_long_each_stood_still(
    office: Office, lift: int, tmp_path: Path, language: str
) -> None:
    office.do(equipment.begin, lift, DowntimeForm(NOW - 3 * HOUR, NOW - HOUR))
    office.do(equipment.begin, lift, DowntimeForm(NOW - 19 * 24 * HOUR, NOW - 12 * 24 * HOUR))
    text = said(office, tmp_path / "register.pdf", "equipment-register", Options(language=language))
    assert text.count("48:30/ 170:00") == 4 and "…" not in text, "a figure is whole, in the total too"
    names = ("Passenger lift", "Lobby"), ("客梯", "大堂")
    mine, others = names if language == "en" else names[::-1]
    assert all(part in text for part in ("L-1", "Otis", *mine)) and not any(part in text for part in others)
    passport = said(
        office, tmp_path / "unit.pdf", "unit-passport", Options(number="3-1202", language=language)
    )
    assert "L-1" in passport


def test_hundreds_of_hours_stand_whole_in_the_register(office: Office, lift: int, tmp_path: Path) -> None:
    office.do(equipment.begin, lift, DowntimeForm(NOW - 400 * HOUR, NOW - HOUR))
    text = said(office, tmp_path / "register.pdf", "equipment-register", Options())
    # at a glance, and the month and the year of the lift and of all below each other
    assert (text.count("399:00"), text.count("112:30/ 399:00")) == (5, 4)


@pytest.mark.parametrize("name", ["job-sheet", "order-report", "work-order-register"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_place_of_a_machine_is_said_in_the_papers_language(
    office: Office, lift: int, tmp_path: Path, language: str, name: str
) -> None:
    """An order that a plan made has the machine's place as text of its own."""
    form = PlanForm("Yearly check", lift, from_day=NOW.date() + timedelta(days=1), summary="Look at the lift")
    office.do(plans.add, form)
    office.do(plans.generate)
    ((id, number),) = rows(office.store.path, "select id, number from work_order where plan_id is not null")
    office.do(give, id, unit_id=None)
    text = said(office, tmp_path / "paper.pdf", name, Options(number=number, language=language))
    mine, other = ("Lobby", "大堂") if language == "en" else ("大堂", "Lobby")
    assert mine in text and other not in text


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_job_sheet_has_boxes_and_limits(office: Office, lift: int, tmp_path: Path, language: str) -> None:
    order = office.do(work_orders.enter, OrderForm(summary="Service", equipment_id=lift)).result
    items = (
        ItemLine("Cabin", "轿厢", "pass"),
        ItemLine("Pressure", "压力", "number", "bar", Decimal("1.5"), Decimal(3)),
        ItemLine("Rope", "钢丝绳", "choice", choices="good; !broken"),
    )
    template = office.do(checklists.add, ChecklistForm("Monthly", "月检", items=items)).result
    office.do(checklists.give, order, GiveForm(template))
    rows = office.ask(checklists.of_order, order)
    office.do(checklists.enter, rows[1].id, "9")
    number = office.ask(work_orders.card, order).number
    text = said(office, tmp_path / "sheet.pdf", "job-sheet", Options(number=number, language=language))
    names = ("Cabin", "Monthly", "Passenger lift", "Lobby"), ("轿厢", "月检", "客梯", "大堂")
    mine, others = names if language == "en" else names[::-1]
    assert not any(part in text for part in others)
    for part in (*mine, "1.5–3 bar", "9 bar", "broken", "[ ]"):
        assert part in text.replace("[  ]", "[ ]"), part
    assert "!broken" not in text


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_weeks_stand_on_paper(office: Office, sample: Sample, tmp_path: Path, language: str) -> None:
    form = PlanForm(
        "Pumps", summary="Serve", from_day=NOW.date(), rule=RuleText("FREQ=WEEKLY"), minutes=90,
        staff_id=sample.plumber,
    )  # fmt: skip
    office.do(plans.add, form)
    text = said(office, tmp_path / "weeks.pdf", "workload", Options(language=language))
    assert {"en": "Gao Jun", "zh_CN": "高军"}[language] in text and "1.5 / 48" in text
