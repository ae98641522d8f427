"""Who waits for an answer beside the one who complained: others who joined, a mere name, somebody taken up again."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import complaints, imports
from fmcrm_desktop.services.complaints import AlsoForm, AnswerForm, ComplaintForm, ReasonForm, ResolveForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.complaining import kept, rude_guard

DARK = ComplaintForm(own_words="Dark stairs", anonymous=True)


def closed_of_nobody(office: Office) -> int:
    id = int(office.do(complaints.register, replace(DARK)).result)
    office.do(complaints.resolve, id, ResolveForm(lesson="A lamp"))
    return id


def bring(office: Office, folder: Path, **row: str) -> None:
    """One row of a file about complaints, by its headings."""
    path = folder / "old.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[name.replace("_", " ") for name in row], row.values()])
    choice = Choice(path)
    file_ = ImportFile.open(choice, kind_of(choice, "complaints"), None, "Asia/Shanghai")
    office.do(imports.run, file_.source())


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
    id = office.do(complaints.register, replace(DARK, people=(sample.tenant,))).result
    form = office.ask(complaints.form_of, id)
    alone = office.do(complaints.change, id, replace(form, people=()))
    office.do(complaints.resolve, id, ResolveForm(lesson="A lamp"))
    with pytest.raises(Refusal, match="closed since"):
        office.undo(alone.deed)
    assert kept(office_path, "select count(*) from complaint_person") == [(0,)]


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
