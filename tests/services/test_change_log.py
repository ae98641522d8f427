"""The change log tells people what the trail wrote for the machine."""

from __future__ import annotations

import gettext
import json
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Integer, Table

from fmcrm_desktop import places
from fmcrm_desktop.model import tables  # noqa: F401  fills Base.metadata
from fmcrm_desktop.model.base import Base, Link, Record
from fmcrm_desktop.model.issued_document import IssuedDocument, IssuedEdition
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.own_report import Definition
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import change_log, committee, complaints, notes, own_reports, owners, work_orders
from fmcrm_desktop.services import change_values as values
from fmcrm_desktop.services.change_values import Repeat
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.complaints.ties import ASPECTS
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_reports import ReportForm
from fmcrm_desktop.services.work_orders import OrderForm
from tests.safety.demo_office import found_demo
from tests.sample import Sample
from tests.services import meeting


def newest(office: Office, **where: object) -> change_log.ChangeCard:
    query = Query(where={name: (value,) for name, value in where.items()})
    return office.ask(change_log.card, office.ask(change_log.page, query).ids[0])


def test_a_change_is_told_with_its_author_and_both_values(office: Office, sample: Sample) -> None:
    form = office.ask(owners.form, sample.owner)
    form.prefers = "phone, mornings"
    done = office.do(owners.change, sample.owner, form)
    card = newest(office, subject="person")
    assert (card.row.who, card.row.action, card.row.subject, card.ref) == (
        "Zhou Min",
        "change",
        "person",
        sample.owner,
    )
    assert card.row.title.startswith("王芳") and card.deed == done.deed and not card.undone
    assert [(each.label, each.before, each.after) for each in card.differences] == [
        ("Prefers", "", "phone, mornings")
    ]
    assert done.deed is not None
    office.undo(done.deed)
    first = office.ask(change_log.page, Query(where={"subject": ("person",)})).ids[1]
    assert office.ask(change_log.card, first).undone


def test_ids_moments_and_states_are_told_as_people_know_them(office: Office, sample: Sample) -> None:
    form = ComplaintForm(
        subject="Lift stopped", own_words="Again!", person_id=sample.owner, responsible_id=sample.clerk
    )
    office.do(complaints.register, form)
    said = {each.label: each.after for each in newest(office, subject="complaint", action="add").differences}
    assert said["Responsible"] == "Li Na"
    assert "王芳" in said.values()
    assert any(isinstance(value, datetime) and value.tzinfo is UTC for value in said.values())


def test_what_the_search_does_not_know_has_its_title_all_the_same(office: Office, sample: Sample) -> None:
    """A report of one's own, a version of a document, what was put away."""
    office.do(own_reports.save, Definition("orders", ("number",)), ReportForm("Tap list", "水龙头"))
    assert newest(office, subject="own_report").row.title == "Tap list"
    with office.store.writing(office.who, "test") as work:
        document = work.add(IssuedDocument(number="D-1", made=work.now))
        for title, other in (("Lease", ""), ("", "租约")):
            edition = IssuedEdition(
                document_id=document.id, edition=1 + bool(other), issued=work.now, language="en", title=title,
                other_title=other,
            )  # fmt: skip
            work.add(edition)
    lines = office.ask(change_log.page, Query(where={"subject": ("issued_edition",)}))
    assert [row.title for row in lines.first] == ["租约", "Lease"]
    id = office.do(complaints.register, ComplaintForm(own_words="Again!", anonymous=True)).result
    office.do(complaints.archive, id)
    assert newest(office, subject="complaint").row.title == "C-2611-001"
    moves = office.ask(change_log.page, Query(where={"subject": ("move",)})).first
    assert {row.title for row in moves} == {"C-2611-001"}


def test_secrets_are_never_told(office: Office, sample: Sample) -> None:
    form = office.ask(owners.form, sample.owner)
    form.identity_number = "110101199001011234"
    office.do(owners.change, sample.owner, form)
    card = newest(office, subject="person")
    assert "110101199001011234" not in repr(card)
    assert len(office.ask(change_log.page, Query(text="110101199001011234")).ids) == 0


def test_words_find_changes_by_their_values(office: Office, sample: Sample) -> None:
    form = office.ask(owners.form, sample.tenant)
    form.notes = "Keys with the 50% neighbour_"
    office.do(owners.change, sample.tenant, form)
    assert len(office.ask(change_log.page, Query(text="50% neighbour_")).ids) == 1
    assert len(office.ask(change_log.page, Query(text="50%%")).ids) == 0


def test_every_table_and_column_of_the_trail_has_a_name_of_the_screen_in_both_languages() -> None:
    catalogue = gettext.translation("fmcrm", places.resources() / "locale", ["zh_CN"])
    assert isinstance(catalogue, gettext.GNUTranslations)
    kept = [each.class_ for each in Base.registry.mappers if issubclass(each.class_, Record | Link)]
    assert not {each.__tablename__ for each in kept} - set(change_log.SUBJECTS)
    bare = [
        f"{table}.{column.name}"
        for table in (each.__tablename__ for each in kept)
        for column in Base.metadata.tables[table].columns
        if column.name not in ("id", "version")
        if catalogue.gettext(change_log.label_of(table, column.name))
        == change_log.label_of(table, column.name)
    ]
    assert not bare


FREE = {
    "category.code", "checklist_item.unit", "order_check.unit", "equipment.counter", "part.other_measure",
    "person.prefers", "setting.value",
}  # fmt: skip
"""What the office wrote itself, or knows by that name only."""


@pytest.mark.parametrize(
    "table", [one for one in Base.metadata.sorted_tables if "name" in one.columns], ids=str
)
def test_only_people_have_a_persons_name(table: Table) -> None:
    """The Chinese word for the name of a person is no word for what a room or a topic is called."""
    words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    people = {"person", "person_name", "staff", "lead", "counter_visit", "post_item", "event_guest"}
    said = words(change_log.label_of(table.name, "name"))
    assert ("姓名" in said or said == "名字") == (table.name in people), said


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_two_kinds_of_record_are_called_the_same(language: str) -> None:
    words = Words(language, "Asia/Shanghai", places.resources() / "locale")
    told = Counter(words(said) for said in change_log.SUBJECTS.values())
    assert [said for said, count in told.items() if count > 1] == []


def test_no_stored_code_is_shown_where_the_screen_has_a_word(tmp_path: Path) -> None:
    """Of all that a demo office ever wrote: what looks like a code of ours is said by its word."""
    path = tmp_path / "office.fmcrm"
    found_demo(path).close()
    with closing(sqlite3.connect(path)) as plain:
        written = plain.execute("SELECT record_table, changes FROM audit").fetchall()
    bare = {
        f"{table}.{name} = {value}"
        for table, changes in written
        for name, values in json.loads(changes).items()
        if f"{table}.{name}" not in FREE
        for value in values
        if isinstance(value, str) and re.fullmatch("[a-z][a-z_]*", value)
        if value not in change_log.WORDS.get(f"{table}.{name}", {})
    }
    assert len(written) > 1_000
    assert not bare


RAW = re.compile(r"""^FREQ=|^\[[\["]|^\{"|^[0-9a-f]{32,}$""")
"""A rule of repetition, JSON and a fingerprint, as the program keeps them."""


def test_nothing_is_told_as_the_program_keeps_it(tmp_path: Path) -> None:
    """Of all that a demo office ever wrote: no rules of iCalendar, no JSON, no keys of sorting, no thousandths."""
    path = tmp_path / "office.fmcrm"
    office = found_demo(path)
    with closing(sqlite3.connect(path)) as plain:
        newest = plain.execute("SELECT max(id) FROM audit GROUP BY record_table, changes").fetchall()
        areas = dict(plain.execute("SELECT label, area FROM unit WHERE area"))
    raw, measured = [], 0
    for (id,) in newest[-6_000:]:
        card = office.ask(change_log.card, id)
        for each in card.differences:
            if RAW.search(str(each.after)) and not isinstance(each.after, Repeat):
                raw.append(f"{each.column} = {each.after}")
            if each.column.endswith((".sort_key", ".digits", ".e164")):
                raw.append(each.column)
            if each.column == "unit.area" and each.after is not None:
                measured += 1
                assert float(str(each.after)) * 100 == areas[card.row.title]
    office.close()
    assert not raw and measured


def test_a_visit_is_known_by_its_order_and_a_note_by_its_matter(office: Office, sample: Sample) -> None:
    order = office.do(work_orders.enter, OrderForm(summary="Tap drips", unit_id=sample.unit)).result
    office.do(notes.add, "work_order", order, notes.NoteForm("Ring twice"))
    said = {each.label: each.after for each in newest(office, subject="note").differences}
    assert said["Matter"] == "W-2611-001"


def test_what_an_id_points_to_and_every_amount_is_told_as_people_know_it(tmp_path: Path) -> None:
    """Of all that a demo office ever wrote, the newest of each kind: no figure stands for a record, none for money."""
    path = tmp_path / "office.fmcrm"
    office = found_demo(path)
    with closing(sqlite3.connect(path)) as plain:
        newest = plain.execute(
            "SELECT max(id), record_table, changes FROM audit GROUP BY record_table"
        ).fetchall()
        unnamed = {
            table
            for (table,) in plain.execute("SELECT name FROM sqlite_master")
            if not _telling(plain, table)
        }
    figures, amounts = [], 0
    for id, table, changes in newest:
        told = office.ask(change_log.card, id).differences
        columns = Base.metadata.tables[table].columns
        kept = json.loads(changes)
        for each in told:
            name = each.column.partition(".")[2]
            after = kept[name][1]
            points = {key.column.table.name for key in columns[name].foreign_keys}
            if after is not None and points - unnamed and not isinstance(each.after, str):
                figures.append(f"{table}.{name} = {each.after}")
            if name in ("price", "amount", "total", "paid", "budget", "cost_rate") and after is not None:
                amounts += 1
                if str(each.after) != f"¥{after / 100:,.2f}":
                    figures.append(f"{table}.{name} = {each.after} of {after}")
    office.close()
    assert len(newest) > 60 and amounts > 5
    assert not figures


PLAIN = """
    agreement.notice_days article_rating.stars behaviour_score.score building.floors call.seconds call_line.tries
    charge.minutes committee_meeting.no_area complaint.follow_up_rating complaint.handed_off complaint.reopened
    complaint.severity counter_visit.handed_off counter_visit.rating counter_visit.ticket entrance.floors
    escalated.level escalated.turn event.sequence fee.months goal.progress group_message.count issued_document.edition
    issued_document.notice_days issued_edition.edition lead.reopened message.tries move.rating observation.longest_wait
    observation.minutes observation.served person.household_size plan.ahead_days plan.every_days post_item.handed_off
    post_need.level procedure.every_months relation.share_denominator relation.share_numerator self_answer.value
    staff_skill.level survey.not_again_days survey_answer.entry survey_answer.expected survey_answer.value
    value_entry.points visit.travel_minutes work_order.handed_off work_order.progress work_order.rating
    work_order.reopened attachment.size
""".split()
"""Whole numbers that people count in themselves, as their label says; the size of a file is said by the screen."""


def test_every_whole_number_is_told_in_what_people_count() -> None:
    """None may be added without saying whether it is money, minutes, hundredths, or simply counted."""
    known = {*PLAIN, *values.AMOUNTS, *values.SCALED, *values.MINUTES, *values.CLOCKED}
    ids = {*change_log.MATTERS_BY, *change_log.NAMES, "position", "version", "record_id"}
    bare = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Integer) and not column.foreign_keys and not column.primary_key
        if column.name not in ids and f"{table.name}.{column.name}" not in known
        if table.name in change_log.SUBJECTS
    ]
    assert bare == []


def test_weights_of_votes_are_told_by_what_votes_count(office: Office, sample: Sample) -> None:
    of = meeting.meeting(office, meeting.body(office, (), kind="assembly", counts="area"))
    form = office.ask(committee.attendance_form, of)
    form.people = (committee.AttendanceLine(sample.owner),)
    office.do(committee.attend, of, form)
    meeting.decided(office, of, {sample.owner: "yes"})
    owned = office.ask(committee.meeting_card, of).entitled
    for subject in ("attendance", "committee_vote"):
        said = {each.column: each.after for each in newest(office, subject=subject).differences}
        weight = said[f"{subject}.weight"]
        assert isinstance(weight, values.Weight) and weight.counts == "area" and 0 < weight.of <= owned
    page = office.ask(change_log.page, Query(where={"subject": ("committee_meeting",)}))
    told = [each for id in page.ids for each in office.ask(change_log.card, id).differences]
    assert values.Weight("area", owned) in [each.after for each in told]


@pytest.mark.parametrize(("table", "column", "kept", "told"), [
    ("target_rule", "arrive", 240, "4:00"),
    ("plan", "minutes", 90, values.Minutes(90)),
    ("escalation_rule", "minutes", -90, values.Minutes(-90)),
    ("event", "remind_before", 15, "15"),
    ("event", "remind_before", 50, values.Minutes(50)),
    ("commission_line", "base", 12_345, "¥123.45"),
])  # fmt: skip
def test_figures_are_told_as_the_screen_shows_them(
    office: Office, sample: Sample, office_path: Path, table: str, column: str, kept: int, told: object
) -> None:
    assert _written(office, sample, office_path, table, {column: kept})[column] == told


@pytest.mark.parametrize(("criterion", "told"), [("courtesy", "0.5"), ("", 500)])
def test_a_plan_to_close_a_gap_is_told_in_points_or_complaints(
    office: Office, sample: Sample, office_path: Path, criterion: str, told: object
) -> None:
    written = {"criterion": criterion, "target": 500}
    assert _written(office, sample, office_path, "gap_plan", written)["target"] == told


def test_a_message_names_what_it_is_about(office: Office, sample: Sample, office_path: Path) -> None:
    order = office.do(work_orders.enter, OrderForm(summary="Tap drips", unit_id=sample.unit)).result
    written = {"subject": "Your order", "subject_of": "work_order", "subject_id": order}
    assert _written(office, sample, office_path, "message", written)["subject_id"] == "W-2611-001"


def _written(
    office: Office, sample: Sample, path: Path, table: str, written: dict[str, object]
) -> dict[str, object]:
    """What the log tells of a line that says these values of a new record."""
    form = office.ask(owners.form, sample.owner)
    form.notes += "A line of the log"
    office.do(owners.change, sample.owner, form)
    changes = json.dumps({name: [None, value] for name, value in written.items()})
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute(
            "UPDATE audit SET record_table = ?, record_id = 0, changes = ? WHERE id = (SELECT max(id) FROM audit)",
            (table, changes),
        )
    told = newest(office).differences
    return {
        each.column.partition(".")[2]: str(each.after) if isinstance(each.after, Money) else each.after
        for each in told
    }


def _telling(plain: sqlite3.Connection, table: str) -> bool:
    """Whether a table has a column by which people know its records."""
    columns = {row[1] for row in plain.execute(f"PRAGMA table_info({table})")}
    return bool(columns & {"number", "label", "title", "name", "code", "text", "subject"})


def test_the_log_can_be_read_before_anything_else_was_loaded() -> None:
    """A window that opens on the change log has loaded no other tab."""
    told = "from fmcrm_desktop.services import change_log as l; print(*set(l.SUBJECTS) - {*l.Base.metadata.tables})"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_aspect_of_a_complaint_is_said_in_words() -> None:
    kinds, values = (change_log.WORDS[f"complaint_aspect.{name}"] for name in ("kind", "value"))
    for kind, (_field, known) in ASPECTS.items():
        assert kind in kinds and {code: values.get(code) for code in known} == known
