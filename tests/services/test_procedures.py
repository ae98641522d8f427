"""Procedures through the door: looked through on their day, with findings and what is changed, in one deed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.refusal import Invalid, Stale
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import procedure_checklist
from fmcrm_desktop.reports.paper import A4, MARGIN, Printing
from fmcrm_desktop.services import actions, procedures, search
from fmcrm_desktop.services.actions import DoneForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.procedures import ManyProceduresForm, ProcedureForm
from fmcrm_desktop.services.procedures.keeping import later
from tests.reports import reading
from tests.sample import Sample

TODAY = date(2026, 11, 20)


def write(office: Office, name: str = "Handing over keys", **more: Any) -> int:
    return office.do(procedures.add, ProcedureForm(name=name, **more)).result


def listed(office: Office, text: str = "", **query: Any) -> list[int]:
    return list(office.ask(procedures.page, Query(text=text, **query)).ids)


def reviewed(office: Office, id: int, **more: Any) -> Any:
    return office.do(procedures.review, id, replace(office.ask(procedures.review_form, id), **more))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)), (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)), (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
    ],
)  # fmt: skip
def test_the_next_day_is_so_many_months_on(day: date, months: int, then: date) -> None:
    assert later(day, months) == then


def test_a_draft_is_for_whoever_asks_and_a_year(office: Office) -> None:
    form = office.ask(procedures.draft)
    assert (form.owner_id, form.next_day) == (office.who.staff_id, date(2027, 11, 20))


def test_months_are_within_reason(office: Office) -> None:
    for months in (0, -1, 121, None):
        with pytest.raises(Invalid) as refused:
            write(office, every_months=months)
        assert set(refused.value.fields) == {"every_months"}


def test_the_most_urgent_stands_first_and_what_is_overdue_says_so(office: Office) -> None:
    later_one = write(office, "B", next_day=TODAY + timedelta(30))
    none = write(office, "C")
    overdue = write(office, "A", next_day=TODAY - timedelta(1))
    today = write(office, "D", next_day=TODAY)
    assert listed(office) == [overdue, today, later_one, none]
    assert listed(office, where={"state": ("overdue",)}) == [overdue]
    assert listed(office, where={"state": ("none", "planned")}) == [today, later_one, none]
    assert listed(office, sort="name", descending=True) == [today, none, later_one, overdue]


def test_a_review_keeps_findings_moves_the_day_and_agrees_on_an_action(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = write(office, every_months=6, next_day=TODAY - timedelta(3), owner_id=sample.clerk)
    form = office.ask(procedures.review_form, id)
    assert (form.day, form.next_day, form.responsible_id) == (TODAY, date(2027, 5, 20), sample.clerk)
    done = reviewed(
        office, id, friendly=False, found="Owners wait twice", action="One form", due_day=TODAY - timedelta(1)
    )
    with closing(sqlite3.connect(office_path)) as plain:
        kept = plain.execute("select procedure_id, day, staff_id, found, friendly from review").fetchall()
        action = plain.execute("select review_id, complaint_id, kind, text from corrective_action").fetchall()
    assert kept == [(id, "2026-11-20", office.who.staff_id, "Owners wait twice", 0)]
    assert action == [(done.result, None, "process", "One form")]
    card = office.ask(procedures.card, id)
    assert (card.row.next_day, card.row.last, card.row.state) == (date(2027, 5, 20), TODAY, "planned")
    (its,) = card.reviews[0].actions
    assert (its.text, its.responsible, its.state) == ("One form", "Li Na", "overdue")
    office.do(actions.done, its.id, DoneForm(proof="The form", version=its.version))
    assert office.ask(procedures.card, id).reviews[0].actions[0].done_day == TODAY


def test_undo_takes_a_review_back_whole(office: Office) -> None:
    id = write(office, next_day=TODAY)
    done = reviewed(office, id, action="One form")
    office.undo(done.deed)
    card = office.ask(procedures.card, id)
    assert (card.row.next_day, card.row.last, card.reviews) == (TODAY, None, ())


def test_a_review_of_yesterdays_page_and_one_that_says_nothing_are_refused(office: Office) -> None:
    id = write(office)
    seen = office.ask(procedures.review_form, id)
    for more, field in (
        ({"day": TODAY + timedelta(1)}, "day"), ({"next_day": TODAY}, "next_day"), ({"friendly": False}, "found"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            reviewed(office, id, **more)
        assert set(refused.value.fields) == {field}
    reviewed(office, id)
    with pytest.raises(Stale):
        office.do(procedures.review, id, seen)
    office.do(procedures.archive_review, office.ask(procedures.card, id).reviews[0].id)
    assert office.ask(procedures.card, id).reviews == ()


def test_they_are_found_changed_together_and_put_away(office: Office, sample: Sample) -> None:
    one, two = write(office, text="Two keys, one receipt"), write(office, "Visitors", other_name="访客登记")
    found = [(each.kind, each.ref) for each in office.ask(search.find, "receipt keys")]
    assert found == [("procedure", one)]
    assert listed(office, "访客") == [two]
    form = ManyProceduresForm(owner_id=sample.clerk, next_day=TODAY)
    assert office.do(procedures.change_many, [one, two], form).result.done == 2
    assert listed(office, where={"owner": (sample.clerk,)}) == [one, two]
    assert office.ask(procedures.owner_options) == [(sample.clerk, "Li Na", "李娜")]
    office.do(procedures.archive_many, [one, two])
    assert (listed(office), listed(office, archived=True)) == ([], [one, two])
    office.do(procedures.restore_many, [two])
    assert listed(office) == [two]


def test_a_text_is_read_as_steps_under_their_headings() -> None:
    text = "Look up\n\nTelephone:\n  Three rings\n柜台：\nGreet\n:\n"
    assert [(step.heading, step.text) for step in procedures.steps_of(text)] == [
        ("", "Look up"), ("Telephone", "Three rings"), ("柜台", "Greet"), ("柜台", ":")
    ]  # fmt: skip
    assert len(procedures.steps_of("x\n" * 500)) == 60


def test_a_review_goes_step_by_step_and_what_does_not_suit_becomes_an_action(
    office: Office, office_path: Path
) -> None:
    write(office, "Another")
    id = write(office, text="Telephone:\nThree rings\nRing back\nCounter:\nGreet")
    with pytest.raises(Invalid) as refused:
        reviewed(office, id, said_1="Nobody did")
    assert set(refused.value.fields) == {"step_1"}
    made = reviewed(office, id, step_0="good", step_1="bad", said_1="Two were not", found="A chair is broken")
    with closing(sqlite3.connect(office_path)) as plain:
        [(found, friendly)] = plain.execute("select found, friendly from review").fetchall()
    assert found == "× Telephone: Ring back — Two were not\n✓ Telephone: Three rings\nA chair is broken"
    assert not friendly
    finding = procedures.Finding(False, "Telephone: Ring back — Two were not")
    action = office.do(actions.add, actions.ActionForm(finding.said, "process", review_id=made.result)).result
    [kept] = office.ask(procedures.card, id).reviews
    assert [each.id for each in kept.actions] == [action]
    [row] = office.ask(actions.rows, [action])
    assert (row.about, row.source, row.page_id) == ("Handing over keys", "review", id)


def test_a_line_in_both_languages_is_shown_printed_and_looked_through_in_one(
    office: Office, office_path: Path, tmp_path: Path
) -> None:
    text = "Counter: | 前台：\nGreet at once ｜ 进门即招呼\nChairs | 座位\nA | B\n只有中文"
    id = write(office, text=text)
    assert procedures.text_in(text, False) == "Counter:\nGreet at once\nChairs\nA | B\n只有中文"
    assert procedures.text_in(text, True) == "前台：\n进门即招呼\n座位\nA | B\n只有中文"
    form = office.ask(procedures.review_form, id, True)
    office.do(procedures.review, id, replace(form, step_0="good", step_1="bad", said_1="坏了两张"))
    with closing(sqlite3.connect(office_path)) as plain:
        assert plain.execute("select found from review").fetchall() == [
            ("× 前台：座位 — 坏了两张\n✓ 前台：进门即招呼",)
        ]
    office.do(procedures.archive_review, 1)
    sheet = office.ask(procedures.checklist, id)
    for language, seen, unseen in (("en", "Greet at once", "进门"), ("zh_CN", "进门即招呼", "Greet")):
        words = Words(language, "Asia/Shanghai", places.resources() / "locale")
        procedure_checklist.draw(sheet, words, Printing(tmp_path / f"{language}.pdf"))
        said = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / f"{language}.pdf").pages)
        assert seen in said and unseen not in said and "PR-01" in said


def test_the_code_of_a_printed_checklist_opens_its_procedure(office: Office) -> None:
    write(office, "Another")
    id = write(office, "Keys")
    assert procedures.code(id) == "PR-02"
    for typed in ("PR-02", "pr-2", " PR2 "):
        found = office.ask(search.find, typed)
        assert [(each.kind, each.ref) for each in found[:1]] == [("procedure", id)], typed
    assert not office.ask(search.find, "PR-77")


def test_the_code_stands_on_the_checklist_in_words_and_as_a_square(office: Office, tmp_path: Path) -> None:
    id, path, side = write(office, "Keys"), tmp_path / "keys.pdf", procedure_checklist.QR
    words = Words("en", "Asia/Shanghai", places.resources() / "locale")
    procedure_checklist.draw(office.ask(procedures.checklist, id), words, Printing(path))
    assert procedures.code(id) in reading.text(path)
    assert reading.qr_says(path, procedures.code(id), A4.width - MARGIN - side, MARGIN, side)


def test_a_checklist_of_one_language_gets_the_other_unless_somebody_wrote_in_it(
    office: Office, office_path: Path
) -> None:
    office.do(procedures.add_ready)
    with closing(sqlite3.connect(office_path)) as plain, plain:  # as the first edition wrote them
        for id, text in plain.execute("select id, text from procedure").fetchall():
            old = procedures.text_in(text, False) + ("" if id == 1 else "\nOur own")
            plain.execute("update procedure set text = ? where id = ?", (old, id))
    assert office.do(procedures.add_ready).result == 1
    mended, own = (office.ask(procedures.card, id).text for id in (1, 2))
    assert "Telephone | 电话：" in mended and own.endswith("Our own") and not has_chinese(own)


def test_the_two_checklists_come_once(office: Office) -> None:
    assert office.do(procedures.add_ready).result == 2
    assert office.do(procedures.add_ready).result == 0
    first, second = office.ask(procedures.rows, listed(office))
    assert {first.every_months, second.every_months} == {6} and first.next_day == date(2026, 12, 20)
    sheet = office.ask(
        procedures.checklist, office.ask(procedures.named, "Looking through the points of contact")
    )
    english, chinese = (procedures.steps_of(sheet.card.text, each) for each in (False, True))
    assert {"Telephone", "Counter", "Suggestion box"} <= {step.heading for step in english}
    assert {"电话", "服务前台", "意见箱"} <= {step.heading for step in chinese}
    assert len(english) == len(chinese)
    assert all(not has_chinese(step.text) for step in english)
    assert all(has_chinese(step.text) for step in chinese)
    with pytest.raises(Invalid) as refused:
        office.ask(procedures.named, "nothing")
    assert set(refused.value.fields) == {"number"}
