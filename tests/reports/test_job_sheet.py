"""The job sheet: its number as a code for the scanner, everybody who goes, many at once as one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import complaint_report, equipment_register, job_sheet, order_report
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import A4, Printing
from fmcrm_desktop.services import complaints, notes, own_fields, papers, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.sheets import Earlier, Names, PlannedVisit
from fmcrm_desktop.services.work_orders import OrderForm, TieForm, VisitForm
from fmcrm_desktop.store.work import Work
from tests.reports import example, reading
from tests.sample import Sample
from tests.services.complaining import rude_guard


def test_the_number_stands_at_the_top_as_a_code(tmp_path: Path, english: Words) -> None:
    path, sheet, side = tmp_path / "a.pdf", example.job(), job_sheet.QR
    job_sheet.draw(sheet, english, Printing(path))
    assert reading.qr_says(path, sheet.number, A4.width - 45 - side, 45, side)


def test_everybody_who_goes_is_named_however_many(tmp_path: Path, english: Words) -> None:
    team = ("Bartholomew Featherstonehaugh", "李娜", "Maximiliane von Hohenstein", "孙丽", "Gao Jun")
    visit = PlannedVisit(example.START, example.START, tuple(Names(name) for name in team))
    job_sheet.draw(replace(example.job("Short"), visits=(visit,)), english, Printing(tmp_path / "a.pdf"))
    read = " ".join(reading.text(tmp_path / "a.pdf").split())
    assert all(name in read for name in team)


def test_many_sheets_are_asked_for_as_one_by_one_in_the_order_wanted(office: Office, sample: Sample) -> None:
    forms = (
        OrderForm(summary="Leaking tap", person_id=sample.owner, unit_id=sample.unit, own_words="漏水"),
        OrderForm(summary="Gate does not close", unit_id=sample.second_unit),
        OrderForm(summary="Lamp"),
    )
    ids = [office.do(work_orders.enter, form).result for form in forms]
    one_by_one = [office.ask(papers.job_sheet_of, id) for id in reversed(ids)]
    many = job_sheet.ask_many(office, ids[::-1])
    assert [replace(each, head=one_by_one[0].head) for each in many] == [
        replace(each, head=one_by_one[0].head) for each in one_by_one
    ]
    assert [each.summary for each in many] == ["Lamp", "Gate does not close", "Leaking tap"]
    assert many[2].place and many[2].contacts and many[2].own_words == "漏水" and not many[0].contacts


@needs("office.settings")
def _named(work: Work, sample: Sample) -> int:
    """The building gets its names, an office of the other habit: Chinese first."""
    building = work.get(Building, sample.building)
    building.name, building.other_name = "商铺楼", "Shop house"
    at = {"sort_key": "p1", "building_id": sample.building, "place": "B1"}
    return work.add(Equipment(code="P-1", name="增压泵", other_name="Booster pump", kind="pump", **at)).id


def test_names_kept_in_both_scripts_are_printed_in_the_papers_own(
    office: Office, sample: Sample, tmp_path: Path, english: Words, chinese: Words
) -> None:
    pump = office.do(_named, sample).result
    form = OrderForm(
        summary="Noise", building_id=sample.building, equipment_id=pump, staff_id=sample.electrician
    )
    id = office.do(work_orders.enter, form).result
    visit = VisitForm((sample.plumber, sample.electrician), example.START, example.START + timedelta(hours=1))
    office.do(work_orders.schedule, id, visit)
    number = office.ask(work_orders.card, id).number
    for words, suits, others in (
        (english, ("Shop house", "Booster pump", "Gao Jun", "He Yan"), ("商铺楼", "增压泵", "高军", "何燕")),
        (chinese, ("商铺楼", "增压泵", "高军", "何燕"), ("Shop house", "Booster pump", "Gao Jun", "He Yan")),
    ):
        for kind in (job_sheet, order_report):
            sheet = kind.ask(office, Options(number=number))
            kind.draw(sheet, words, Printing(tmp_path / "a.pdf"))
            read = reading.text(tmp_path / "a.pdf")
            wanted = [name for name in suits if kind is job_sheet or name not in ("增压泵", "Booster pump")]
            assert [name for name in wanted if name not in read] == [], kind.__name__
            assert [name for name in others if name in read] == [], kind.__name__
        register = equipment_register.ask(office, Options(month=Month(2026, 11)))
        equipment_register.draw(register, words, Printing(tmp_path / "b.pdf"))
        read = reading.text(tmp_path / "b.pdf")
        assert suits[0] in read and suits[1] in read and others[0] not in read and others[1] not in read


def test_what_the_office_asks_for_in_fields_of_its_own_goes_along(
    office: Office, sample: Sample, tmp_path: Path, chinese: Words
) -> None:
    office.do(own_fields.add, OwnFieldForm("work_order", "text", "Key", "钥匙"))
    [entry] = office.ask(own_fields.blank, "work_order")
    form = OrderForm(summary="Tap drips", unit_id=sample.unit, own=(replace(entry, value="Hook 17"),))
    number = office.ask(work_orders.card, office.do(work_orders.enter, form).result).number
    for kind in (job_sheet, order_report):
        kind.draw(kind.ask(office, Options(number=number)), chinese, Printing(tmp_path / "a.pdf"))
        read = reading.text(tmp_path / "a.pdf")
        assert "Hook 17" in read and "钥匙" in read, kind.__name__


def test_the_place_in_a_building_stands_beside_it_and_the_address_stays(
    office: Office, sample: Sample
) -> None:
    form = OrderForm(summary="Lamp", unit_id=sample.unit, place="Pump room, left of the switchboard")
    sheet = office.ask(papers.job_sheet_of, office.do(work_orders.enter, form).result)
    assert (sheet.place.name, sheet.spot) == ("3-1202", form.place)
    assert form.place not in sheet.address and "Willow Court" in sheet.address


def test_the_report_of_an_order_names_what_belongs_to_it(
    office: Office, sample: Sample, tmp_path: Path, english: Words
) -> None:
    complaint = office.do(complaints.register, rude_guard(sample)).result
    one = office.do(work_orders.enter, OrderForm(summary="Tap", complaint_id=complaint)).result
    two = office.do(work_orders.enter, OrderForm(summary="Pipe")).result
    office.do(work_orders.tie, one, TieForm(kind="blocks", other_id=two))
    office.do(notes.add, "work_order", one, NoteForm("The key is with the neighbour"))
    first, second = (office.ask(work_orders.card, id) for id in (one, two))
    for number, wanted in (
        (first.number, ("C-2611-001", second.number, "Blocks", "The key is with the neighbour")),
        (second.number, (first.number, "Is blocked by")),
    ):
        order_report.draw(
            order_report.ask(office, Options(number=number)), english, Printing(tmp_path / "a.pdf")
        )
        read = reading.text(tmp_path / "a.pdf")
        assert [part for part in wanted if part not in read] == []


def test_a_clock_that_still_runs_says_that_it_is_not_reached(
    office: Office, sample: Sample, tmp_path: Path, english: Words, chinese: Words
) -> None:
    order = office.ask(work_orders.card, office.do(work_orders.enter, OrderForm(summary="Tap")).result)
    office.do(complaints.register, rude_guard(sample))
    for kind, number in ((order_report, order.number), (complaint_report, "C-2611-001")):
        for words, said in ((english, "not reached yet"), (chinese, "尚未达成")):
            sheet: Any = kind.ask(office, Options(number=number))
            kind.draw(sheet, words, Printing(tmp_path / "a.pdf"))
            read = reading.text(tmp_path / "a.pdf")
            running = [clock for clock in sheet.card.clocks if clock.reached is None]
            assert running and read.count(said) == len(running), kind.__name__
            assert "—" not in "".join(line for line in read.splitlines() if said in line)


def test_what_was_done_here_before_is_told_whole(tmp_path: Path, english: Words) -> None:
    fix = (
        "Shut the riser, cut the rotten elbow out, put in a new one with a union, opened the riser, and " * 2
    )
    before = Earlier(
        "W-2610-007", example.START, "Leak", f"{fix}asked the tenant to watch the joint overnight"
    )
    job_sheet.draw(replace(example.job(), earlier=(before,)), english, Printing(tmp_path / "a.pdf"))
    assert "".join("joint overnight".split()) in "".join(reading.text(tmp_path / "a.pdf").split())
