"""The same file once more: what a person decided stands, merged records stay merged, and a form can be saved."""

import csv
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import complaints, imports, merging, owners, work_orders
from fmcrm_desktop.services.complaints import AcknowledgeForm, AnswerForm, FollowUpForm, ResolveForm
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.work_orders import AssignForm, DoneForm, OrderForm, WhyForm
from tests.services.complaining import rude_guard


def table(tmp_path, rows, name="people.csv"):
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def opened(office, path):
    choice = Choice(path)
    return ImportFile.open(choice, kind_of(choice, "people"), None, office.store.zone)


def bring(office, path, default="new", rows=None):
    return office.do(imports.run, opened(office, path).source(None, imports.Decide(default, rows or {})))


def counts(result):
    assert result.read == result.added + result.updated + result.same + result.rejected
    return result.added, result.updated, result.same, result.rejected


def ask(office, sql):
    with closing(sqlite3.connect(office.store.path)) as connection:
        return connection.execute(sql).fetchall()


LIVE = "select count(*) from person where archived is null"


def test_who_was_said_to_be_the_same_is_not_asked_about_again(office, sample, tmp_path):
    path = table(tmp_path, [["Name", "Mobile"], ["王小芳", "13800138000"], ["Somebody", "13511112222"]])
    before = ask(office, LIVE)
    first = bring(office, path, rows={2: "same"})
    assert counts(first.result) == (1, 0, 1, 0)
    seen = office.ask(imports.preview, opened(office, path).source())
    assert (counts(seen), seen.likes) == ((0, 0, 2, 0), 0)
    again = bring(office, path)
    assert (counts(again.result), again.deed) == ((0, 0, 2, 0), None)
    changed = table(
        tmp_path, [["Name", "Mobile", "Email"], ["王小芳", "13800138000", "x@example.org"]], "other.csv"
    )
    assert office.ask(imports.preview, opened(office, changed).source()).likes == 1
    office.undo(first.deed)
    assert ask(office, LIVE) == before
    assert office.ask(imports.preview, opened(office, path).source()).likes == 1


TWINS = [
    ["Old number", "Name", "Mobile", "Occupation", "Birthday"],
    ["K1", "王芳", "13511110001", "Cook", ""],
    ["K2", "Wang Xiaofang", "13511110002", "Baker", "1980-05-22"],
]


@pytest.mark.parametrize("numbered", [True, False])
def test_the_record_that_was_merged_away_leads_to_the_one_kept(empty_office, tmp_path, numbered):
    path = table(tmp_path, [row if numbered else row[1:] for row in TWINS])
    assert counts(bring(empty_office, path).result) == (2, 0, 0, 0)
    keep, gone = (id for (id,) in ask(empty_office, "select id from person order by id"))
    merged = empty_office.do(merging.merge, MergeForm(keep, gone))
    told = "select name, other_name, occupation, birthday, external_number from person where archived is null"
    after = ask(empty_office, told)
    seen = empty_office.ask(imports.preview, opened(empty_office, path).source())
    assert (counts(seen), seen.likes) == ((0, 0, 2, 0), 0)
    done = bring(empty_office, path)
    assert (counts(done.result), done.deed) == ((0, 0, 2, 0), None)
    assert ask(empty_office, told) == after
    more = [row[:] for row in TWINS]
    more[2][2] = "13511110003"
    path = table(tmp_path, [row if numbered else row[1:] for row in more], "more.csv")
    if numbered:
        assert counts(bring(empty_office, path).result) == (0, 1, 1, 0)
        points = ask(
            empty_office, f"select value from contact_point where person_id = {keep} and archived is null"
        )
        assert ("13511110003",) in points
        assert ask(empty_office, told) == after
    else:
        empty_office.undo(merged.deed)
        assert ask(empty_office, LIVE) == [(2,)]


def test_a_former_name_alone_in_a_list_of_names_adds_nobody(empty_office, tmp_path):
    path = table(tmp_path, [["Name"], ["王芳"], ["Fang, formerly Li"]])
    bring(empty_office, path)
    keep, gone = (id for (id,) in ask(empty_office, "select id from person order by id"))
    empty_office.do(merging.merge, MergeForm(keep, gone))
    assert counts(bring(empty_office, path).result) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("said", "kept", "notes"),
    [("女", "female", ""), ("Mr", "male", ""), ("其他", "other", ""), ("未知", "", ""), ("U", "", ""),
     ("two-spirit", "", "Gender: two-spirit")],
)  # fmt: skip
def test_a_gender_is_one_the_form_knows_or_stands_in_the_notes(empty_office, tmp_path, said, kept, notes):
    bring(empty_office, table(tmp_path, [["Name", "Gender"], ["Ann Li", said]]))
    ((id, gender, told),) = ask(empty_office, "select id, gender, notes from person")
    assert (gender, told) == (kept, notes)
    form = empty_office.ask(owners.form, id)
    form.occupation = "Cook"
    empty_office.do(owners.change, id, form)


WAYS = ["Ann Li", "m", "13800138000 (billing)", "ann@host, a b@example.org; <c@example.org>", "1 Elm St\n12345 Town",
        "Cook", "ID 1", "A note\nof two lines"]  # fmt: skip


def test_whoever_comes_in_can_be_saved_again(empty_office, tmp_path):
    header = ["Name", "Gender", "Mobile", "Email", "Postal address", "Occupation", "ID number", "Notes"]
    assert counts(bring(empty_office, table(tmp_path, [header, WAYS])).result) == (1, 0, 0, 0)
    ((id,),) = ask(empty_office, "select id from person")
    form = empty_office.ask(owners.form, id)
    form.warning = "Dog"
    empty_office.do(owners.change, id, form)
    emails = ask(empty_office, "select value from contact_point where kind = 'email' and archived is null")
    assert emails == [("b@example.org",), ("c@example.org",)]


@pytest.mark.parametrize(("heading", "most"), [("Occupation", 120), ("Notes", 4_000), ("Name", 120)])
def test_what_the_form_would_not_take_is_rejected(empty_office, tmp_path, heading, most):
    header = list(dict.fromkeys(["Name", "Mobile", heading]))
    rows = [
        dict.fromkeys(header, "x") | {"Name": "Ann", heading: "y" * length} for length in (most, most + 1)
    ]
    result = bring(
        empty_office, table(tmp_path, [header, *([row[name] for name in header] for row in rows)])
    ).result
    assert (counts(result), [one.why.values["most"] for one in result.rejects]) == ((1, 0, 0, 1), [most])


def bring_matters(office, tmp_path, kind, rows):
    choice = Choice(table(tmp_path, rows, f"{kind}.csv"))
    return office.do(
        imports.run, ImportFile.open(choice, kind_of(choice, kind), None, office.store.zone).source()
    )


@pytest.mark.parametrize("said", [None, "", "Rubbish"], ids=["no column", "empty", "no word of ours"])
def test_a_list_that_is_silent_about_the_state_moves_nothing(office, sample, tmp_path, said):
    """A sheet with our numbers and a few columns: what it does not tell stays as it is; what is new begins."""
    id = office.do(complaints.register, rude_guard(sample)).result
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    nameless = replace(rude_guard(sample), person_id=None, anonymous=True, channel="counter")
    office.do(complaints.register, nameless)
    order = office.do(
        work_orders.enter, OrderForm(summary="Lamp", unit_id=sample.unit, priority="high")
    ).result
    office.do(work_orders.assign, order, AssignForm(sample.plumber))
    more = [] if said is None else [said] * 3
    heads = [] if said is None else ["Status", "Priority", "Channel"]
    bring_matters(office, tmp_path, "complaints", [
        ["Number", "Received", "Own words", "Lesson", *heads],
        ["C-2611-001", "2026-11-10 10:00", "Noise", "Greet first", *more],
        ["C-2611-002", "2026-11-10 10:00", "Noise", "", *more],
        ["OLD1", "2026-11-11 10:00", "Smell", "", *more],
    ])  # fmt: skip
    bring_matters(office, tmp_path, "orders", [
        ["Number", "Received", "Summary", "Cause", *heads],
        ["W-2611-001", "2026-11-10 10:00", "Lamp", "Worn", *more],
        ["OLD2", "2026-11-11 10:00", "Tap", "", *more],
    ])  # fmt: skip
    assert ask(office, "select state, channel, anonymous, lesson from complaint order by id") == [
        ("resolved", "phone", 0, "Greet first"), ("received", "counter", 1, ""), ("received", "other", 0, ""),
    ]  # fmt: skip
    assert ask(office, "select state, priority, cause from work_order order by id") == [
        ("assigned", "high", "Worn"), ("requested", "normal", ""),
    ]  # fmt: skip


def test_a_lesson_that_a_file_brought_is_not_taken_from_what_was_followed_up_with_it(
    office, sample, tmp_path
):
    id = office.do(complaints.register, rude_guard(sample)).result
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    brought = bring_matters(office, tmp_path, "complaints", [
        ["Number", "Received", "Own words", "Lesson"], ["C-2611-001", "2026-11-10 10:00", "Noise", "Greet first"],
    ])  # fmt: skip
    office.do(complaints.follow_up, id, FollowUpForm("Greet first"))
    with pytest.raises(Refusal, match="C-2611-001"):
        office.undo(brought.deed)
    assert ask(office, "select state, lesson from complaint") == [("followed_up", "Greet first")]


def test_an_answer_that_a_file_brought_is_not_taken_from_what_was_closed_with_it(office, sample, tmp_path):
    """Of the anonymous it may be taken: nobody waits for it."""
    for form in (rude_guard(sample), replace(rude_guard(sample), person_id=None, anonymous=True)):
        id = office.do(complaints.register, form).result
        number = f"C-2611-00{id}"
        office.do(complaints.acknowledge, id, AcknowledgeForm("Thank you"))
        brought = bring_matters(office, tmp_path, "complaints", [
            ["Number", "Received", "Own words", "Answer", "Answered"],
            [number, "2026-11-10 10:00", "Noise", "We are sorry", "2026-11-11 10:00"],
        ])  # fmt: skip
        office.do(complaints.resolve, id, ResolveForm(answer="We are sorry"))
        if form.anonymous:
            office.undo(brought.deed)
        else:
            with pytest.raises(Refusal, match=number):
                office.undo(brought.deed)
    assert ask(office, "select state, answered is not null from complaint order by id") == [
        ("resolved", 1), ("resolved", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ended", "said", "state", "counted"),
    [
        ("done", "In progress", "done", (0, 0, 0, 1)), ("done", "Closed", "closed", (0, 1, 0, 0)),
        ("closed", "Done", "closed", (0, 1, 0, 0)), ("closed", "Cancelled", "closed", (0, 0, 0, 1)),
        ("cancelled", "Open", "cancelled", (0, 0, 0, 1)), ("cancelled", "Cancelled", "cancelled", (0, 1, 0, 0)),
        ("", "In progress", "assigned", (0, 1, 0, 0)),
    ],
)  # fmt: skip
def test_no_file_takes_up_again_an_order_that_is_over_here(
    office, sample, tmp_path, ended, said, state, counted
):
    """Taking up again is a step of its own, which counts; a file that is behind sets nothing back."""
    id = office.do(work_orders.enter, OrderForm(summary="Lamp", unit_id=sample.unit)).result
    if ended == "cancelled":
        office.do(work_orders.cancel, id, WhyForm("Sold"))
    elif ended:
        office.do(work_orders.assign, id, AssignForm(sample.plumber))
        office.do(work_orders.done, id, DoneForm("New bulb"))
    if ended == "closed":
        office.do(work_orders.close, id)
    before = ask(office, "select done, closed, reopened from work_order")
    result = bring_matters(office, tmp_path, "orders", [
        ["Number", "Received", "Summary", "Cause", "Status"],
        ["W-2611-001", "2026-11-20 10:00", "Lamp", "Worn", said],
    ]).result  # fmt: skip
    assert counts(result) == counted
    assert ask(office, "select state, cause from work_order") == [(state, "Worn" if counted[1] else "")]
    [(done, closed, reopened)] = ask(office, "select done, closed, reopened from work_order")
    assert (done, reopened) == (before[0][0], 0) and (closed == before[0][1] or state == "closed")
    if counted[3]:
        assert result.rejects[0].why.values["number"] == "W-2611-001"
