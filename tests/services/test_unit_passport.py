"""The unit passport beside plain sqlite3: each owner and share over time, each order and complaint, in the PDF too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.matter import Attachment
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import unit_passport
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.reports import reading
from tests.sample import Sample


@needs("office.settings")
def live(work: Work, sample: Sample) -> None:
    """A life of the unit: owners before, orders, a complaint, a document."""
    for person, share, first, last in (
        (sample.tenant, (1, 3), date(2001, 2, 3), date(2010, 4, 5)),
        (sample.second_owner, (2, 3), None, date(2019, 4, 30)),
    ):
        work.add(Relation(person_id=person, unit_id=sample.unit, role="owner", share_numerator=share[0],
                          share_denominator=share[1], from_day=first, until_day=last))  # fmt: skip
    for n in range(8):
        work.add(WorkOrder(number=f"W-2611-{n:03d}", received=NOW - timedelta(days=n), unit_id=sample.unit,
                           person_id=sample.owner, summary=f"Tap <b>{n}</b> 龙头", state="done" if n else "assigned",
                           done=NOW if n else None, staff_id=sample.plumber))  # fmt: skip
    work.add(Complaint(number="C-2611-009", received=NOW, unit_id=sample.unit, subject="Noise & dust"))
    work.add(Attachment(subject="unit", subject_id=sample.unit, name="Plan <1>.pdf", stored_name="0" * 32, size=1,
                        sha256="", added=NOW))  # fmt: skip


@pytest.mark.parametrize(("language", "paper"), [("en", "A4"), ("zh_CN", "Letter")])
def test_the_passport_has_what_plain_sqlite_finds(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path, language: str, paper: str
) -> None:
    office.do(live, sample)
    making.write(
        office, "unit-passport", Options(number="3-1202", language=language, paper=paper), tmp_path / "a.pdf"
    )
    said = reading.text(tmp_path / "a.pdf")
    with closing(sqlite3.connect(office_path)) as connection:
        orders = connection.execute(
            "select number, summary from work_order where unit_id = ?", (sample.unit,)
        )
        complaints = connection.execute(
            "select number, subject from complaint where unit_id = ?", (sample.unit,)
        )
        people = connection.execute(
            "select name, '' from person join relation on person_id = person.id where unit_id = ?",
            (sample.unit,),
        )
        found = [word for rows in (orders, complaints, people) for row in rows.fetchall() for word in row]
    assert len(found) > 20
    for word in (
        *found,
        "Plan <1>.pdf",
        "2/3" if "2/3" in said else "66",
        "100%" if language == "zh_CN" else "100 %",
    ):
        assert word in said, word
    sheet = office.ask(unit_passport.sheet, "3-1202")
    assert [tie.person_id for tie in sheet.owners] == [sample.second_owner, sample.tenant, sample.owner]
    assert len(sheet.orders) == 8 and len(sheet.complaints) == 1 and not sheet.more


def test_a_number_that_is_none_is_named_and_rights_hold(office: Office, sample: Sample) -> None:
    for number in ("", "9-9999", "#", "#999999", f"#{10**19}", "' or 1=1 --"):
        with pytest.raises(Invalid):
            office.ask(unit_passport.sheet, number)
    office.do(live, sample)
    office.who = Who(None, "", "reader")
    assert office.ask(unit_passport.sheet, " 3-1202 ").orders
    assert office.ask(unit_passport.sheet, f"#{sample.unit}").card.id == sample.unit
