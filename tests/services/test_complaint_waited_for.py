"""Who waits for an answer beside the one who complained: others who joined, a mere name, somebody taken up again."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import complaints, imports
from fmcrm_desktop.services.complaints import (
    AlsoForm,
    AnswerForm,
    ComplaintForm,
    FollowUpForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.imports.outcome import ImportResult
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.complaining import kept, rude_guard

DARK = ComplaintForm(own_words="Dark stairs", anonymous=True)


def closed_of_nobody(office: Office) -> int:
    id = int(office.do(complaints.register, replace(DARK)).result)
    office.do(complaints.resolve, id, ResolveForm(lesson="A lamp"))
    return id


def bring(office: Office, folder: Path, **row: str) -> ImportResult:
    """One row of a file about complaints, by its headings."""
    path = folder / "old.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[name.replace("_", " ") for name in row], row.values()])
    choice = Choice(path)
    file_ = ImportFile.open(choice, kind_of(choice, "complaints"), None, "Asia/Shanghai")
    return office.do(imports.run, file_.source()).result


def test_whoever_joined_a_nameless_complaint_is_answered_before_it_is_closed(
    office: Office, sample: Sample
) -> None:
    id = office.do(complaints.register, replace(DARK, people=(sample.tenant,))).result
    with pytest.raises(Invalid) as refused:
        office.do(complaints.resolve, id, ResolveForm(lesson="A lamp"))
    assert set(refused.value.fields) == {"answer"}
    office.do(complaints.resolve, id, ResolveForm("A lamp comes tomorrow"))
    assert office.ask(complaints.card, id).state == "resolved"


@pytest.mark.parametrize("joined", [True, False])
def test_nobody_joins_what_was_closed_without_an_answer(office: Office, sample: Sample, joined: bool) -> None:
    id = closed_of_nobody(office)
    with pytest.raises(Invalid) as refused:
        if joined:
            office.do(complaints.also, id, AlsoForm(sample.tenant, "Here, too"))
        else:
            office.do(
                complaints.change, id, replace(office.ask(complaints.form_of, id), people=(sample.tenant,))
            )
    assert set(refused.value.fields) == {"person_id"}
    assert office.ask(complaints.card, id).others == ()
    office.do(complaints.answer, id, AnswerForm("A lamp came"))
    office.do(complaints.also, id, AlsoForm(sample.tenant, "Here, too"))


def test_an_undo_joins_nobody_to_what_was_closed_meanwhile(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = office.do(complaints.register, replace(DARK)).result
    joined = office.do(complaints.also, id, AlsoForm(sample.tenant, ""))
    alone = office.undo(joined.deed)  # it was somebody else
    office.do(complaints.resolve, id, ResolveForm(lesson="A lamp"))
    with pytest.raises(Refusal, match="closed since"):
        office.undo(alone.deed)
    assert kept(office_path, "select count(*) from complaint_person") == [(0,)]


@pytest.mark.parametrize("way", ["person", "other", "name"])
def test_who_was_named_is_not_left_out_before_they_are_answered(
    office: Office, sample: Sample, tmp_path: Path, way: str
) -> None:
    """Else the next step would close it as nobody's. The right one may be named instead, and nobody after an answer."""
    if way == "name":
        bring(office, tmp_path, Received="2026-11-10 10:00", Own_words="Noise", Customer="Wang Wu")
        id = office.ask(complaints.page, Query()).ids[0]
    else:
        named = replace(DARK, people=(sample.tenant,)) if way == "other" else rude_guard(sample)
        id = office.do(complaints.register, named).result
    form = office.ask(complaints.form_of, id)
    nobody = replace(form, person_id=None, people=(), anonymous=True)
    with pytest.raises(Invalid, match="answer first") as refused:
        office.do(complaints.change, id, nobody)
    assert set(refused.value.fields) == {"anonymous"}
    mended = replace(form, person_id=sample.tenant, people=(), anonymous=False)
    office.do(complaints.change, id, mended)
    office.do(complaints.answer, id, AnswerForm("A lamp comes tomorrow"))
    version = office.ask(complaints.form_of, id).version
    office.do(complaints.change, id, replace(nobody, version=version))
    assert office.ask(complaints.card, id).person is None


def test_an_answer_that_is_a_mere_sign_is_none(office: Office, sample: Sample) -> None:
    id = office.do(complaints.register, rude_guard(sample)).result
    for case, form, field in (
        (complaints.answer, AnswerForm("-"), "answer"),
        (complaints.resolve, ResolveForm("暂无"), "answer"),
        (complaints.follow_up, FollowUpForm("N/A"), "lesson"),
    ):
        if field == "lesson":
            office.do(complaints.resolve, id, ResolveForm("We are sorry"))
        with pytest.raises(Invalid) as refused:
            office.do(case, id, form)
        assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("anonymous", "state", "nameless"),
    [("", "resolved", 1), ("yes", "resolved", 1), ("no", "investigating", 0)],
)
def test_what_a_file_closes_and_names_nobody_in_is_anonymous(
    office: Office, office_path: Path, tmp_path: Path, anonymous: str, state: str, nameless: int
) -> None:
    """As in the window, where nobody is named only of what is anonymous; a file that says it is not, owes an answer."""
    row = {"Received": "2026-11-10 10:00", "Own_words": "Noise", "Status": "Closed", "Anonymous": anonymous}
    for _ in range(2):
        bring(office, tmp_path, **row)
        assert kept(office_path, "select state, anonymous from complaint") == [(state, nameless)]


@pytest.mark.parametrize(
    "later",
    [{"Anonymous": "yes"}, {"Customer": "", "Severity": "very"}, {"Customer": "", "Anonymous": "yes"}],
)
def test_a_later_file_forgets_nobody_who_was_named(
    office: Office, office_path: Path, tmp_path: Path, later: dict[str, str]
) -> None:
    row = {"Number": "OLD1", "Received": "2026-11-10 10:00", "Own_words": "Noise", "Customer": "Wang Wu"}
    bring(office, tmp_path, **row, Status="Open")
    bring(office, tmp_path, **row | later, Status="Resolved")
    [(state, anonymous, beside)] = kept(office_path, "select state, anonymous, external from complaint")
    assert (state, anonymous, "Wang Wu" in str(beside)) == ("investigating", 0, True)


@pytest.mark.parametrize(
    ("step", "status", "state", "taken"),
    [
        ("resolved", "Open", "resolved", False),
        ("resolved", "Under investigation", "resolved", False),
        ("resolved", "Withdrawn", "resolved", False),
        ("resolved", "Followed up", "followed_up", True),
        ("followed_up", "Resolved", "followed_up", True),
        ("followed_up", "Open", "followed_up", False),
        ("withdrawn", "Open", "withdrawn", False),
        ("withdrawn", "Resolved", "withdrawn", False),
        ("withdrawn", "", "withdrawn", True),
    ],
)
def test_a_file_takes_up_again_nothing_that_has_come_to_its_end_here(
    office: Office,
    sample: Sample,
    office_path: Path,
    tmp_path: Path,
    step: str,
    status: str,
    state: str,
    taken: bool,
) -> None:
    """It would be open with the moments of its end, uncounted; nor is it set back by a file that is behind."""
    id = office.do(complaints.register, rude_guard(sample)).result
    if step == "withdrawn":
        office.do(complaints.withdraw, id, ReasonForm("Sold"))
    else:
        office.do(complaints.resolve, id, ResolveForm("We are sorry", lesson="Greet first"))
    if step == "followed_up":
        office.do(complaints.follow_up, id, FollowUpForm("Greet first"))
    before = kept(office_path, "select answered, resolved, followed_up, reopened from complaint")
    number = office.ask(complaints.card, id).number
    result = bring(
        office,
        tmp_path,
        Number=number,
        Received="2026-11-20 10:00",
        Own_words="Guard",
        Status=status,
        Cause="Rain",
    )
    assert (result.rejected, result.updated) == ((0, 1) if taken else (1, 0))
    assert kept(office_path, "select state, cause from complaint") == [(state, "Rain" if taken else "")]
    assert kept(office_path, "select answered, resolved, followed_up, reopened from complaint") == before
    if not taken:
        said = result.rejects[0].why
        assert said.values["number"] == number and "Reopen it here first" in said.text


@pytest.mark.parametrize("others", [False, True])
def test_a_file_does_not_close_over_the_heads_of_those_who_joined(
    office: Office, sample: Sample, office_path: Path, tmp_path: Path, others: bool
) -> None:
    people = (sample.tenant,) if others else ()
    id = office.do(complaints.register, replace(DARK, people=people)).result
    number = office.ask(complaints.card, id).number
    bring(office, tmp_path, Number=number, Received="2026-11-10 10:00", Own_words="Dark", Status="Resolved")
    [(state,)] = kept(office_path, "select state from complaint")
    assert state == ("investigating" if others else "resolved")


@pytest.mark.parametrize(("anonymous", "state"), [("", "investigating"), ("yes", "resolved")])
def test_a_mere_name_in_a_file_is_somebody_too(
    office: Office, office_path: Path, tmp_path: Path, anonymous: str, state: str
) -> None:
    row = {"Received": "2026-11-10 10:00", "Own_words": "Noise", "Status": "Resolved", "Customer": "Wang Wu"}
    for _ in range(2):
        bring(office, tmp_path, **row, Anonymous=anonymous)
        assert kept(office_path, "select state, person_id from complaint") == [(state, None)]


@pytest.mark.parametrize(
    ("status", "answer", "moment", "kept_as"),
    [
        ("Resolved", "", "", ("investigating", 0)),
        ("Resolved", "We are sorry", "", ("investigating", 0)),
        ("Resolved", "We are sorry", "2026-11-20 10:00", ("investigating", 0)),
        ("Under investigation", "We are sorry", "2026-11-20 10:00", ("investigating", 0)),
        ("Resolved", "He apologised today", "2026-11-20 10:00", ("resolved", 1)),
    ],
)
def test_an_older_file_does_not_close_again_what_was_taken_up_again(
    office: Office,
    sample: Sample,
    office_path: Path,
    tmp_path: Path,
    status: str,
    answer: str,
    moment: str,
    kept_as: tuple[str, int],
) -> None:
    """The answer it was closed with is none any more, as in the window; a new one in the file is one."""
    id = office.do(complaints.register, rude_guard(sample)).result
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    office.do(complaints.reopen, id, ReasonForm("It happened again"))
    row = {
        "Number": office.ask(complaints.card, id).number,
        "Received": "2026-11-20 10:00",
        "Own_words": "Guard",
    }
    bring(office, tmp_path, **row, Status=status, Answer=answer, Date_of_response=moment)
    assert kept(office_path, "select state, answered is not null from complaint") == [kept_as]
