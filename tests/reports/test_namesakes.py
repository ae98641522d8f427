"""Two of the staff have one name: papers of another language call each as they are called there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import unit_passport as passport_paper
from fmcrm_desktop.reports.paper import Printing
from fmcrm_desktop.reports.wording import letterhead
from fmcrm_desktop.services import day_list, unit_passport, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.work_orders import OrderForm
from tests.reports import reading
from tests.sample import Sample


def test_namesakes_are_told_by_who_they_are(
    office: Office, office_path: Path, sample: Sample, english: Words, tmp_path: Path
) -> None:
    unit = sample.unit
    order = OrderForm(summary="Tap", own_words="Tap", unit_id=unit, staff_id=sample.plumber)
    office.do(work_orders.enter, order)
    with closing(sqlite3.connect(office_path)) as file, file:
        for id, other in (
            (sample.manager, "Min Zhou"),
            (sample.clerk, "Fiona Zhou"),
            (sample.plumber, "Ann Zhou"),
        ):
            file.execute("update staff set name = '周敏', other_name = ? where id = ?", (other, id))
    office.who = Who(sample.manager, "周敏", "manager")
    sheet = office.ask(unit_passport.sheet_of, unit)
    assert [line.staff for line in sheet.orders] == [Names("周敏", "Ann Zhou")]
    assert letterhead(english, sheet.head, "Day list", "").printed.endswith("by Min Zhou")
    path = tmp_path / "passport.pdf"
    passport_paper.draw(sheet, english, Printing(path))
    said = reading.text(path)
    assert "Ann Zhou" in said and "周敏" not in said
    day = office.ask(day_list.sheet)
    assert (day.name, day.other_name) == ("周敏", "Min Zhou")
