"""What the search finds follows the records: new, renamed, archived and put back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store import documents, search
from fmcrm_desktop.store.work import Work
from tests.sample import Sample


@needs("complaint.write")
def complain(work: Work, person: int) -> int:
    return work.add(Complaint(number="C-1", received=work.now, person_id=person, subject="Lift stopped")).id


@needs("person.write")
def rename(work: Work, person: int, name: str) -> None:
    work.get(Person, person).name = name


@needs("person.write")
def put_away(work: Work, person: int, away: bool) -> None:
    record = work.get(Person, person)
    if away:
        work.archive(record)
    else:
        work.restore(record)


@needs("office.read")
def found(work: Work, typed: str, kind: str) -> list[int]:
    return list(search.all_refs(work, typed, kind))


@needs("office.settings")
def rebuild(work: Work) -> int:
    return documents.rebuild(work.session)


def test_a_renamed_person_is_found_with_everything_that_names_them(office: Office, sample: Sample) -> None:
    complaint = office.do(complain, sample.owner).result
    assert office.ask(found, "王芳", "complaint") == [complaint]
    office.do(rename, sample.owner, "李四")
    for kind, id in (("person", sample.owner), ("complaint", complaint)):
        assert office.ask(found, "李四", kind) == [id]
        assert office.ask(found, "lisi", kind) == [id]
        assert office.ask(found, "王", kind) == []


def test_the_archived_are_not_found_until_they_are_back(office: Office, sample: Sample) -> None:
    office.do(put_away, sample.owner, True)
    assert office.ask(found, "王芳", "person") == []
    office.do(put_away, sample.owner, False)
    assert office.ask(found, "王芳", "person") == [sample.owner]


def test_the_index_and_its_documents_stay_one(office: Office, sample: Sample, office_path: Path) -> None:
    office.do(rename, sample.owner, "李四")
    office.do(put_away, sample.tenant, True)
    office.close()
    with sqlite3.connect(office_path) as connection:
        connection.execute("insert into document_fts(document_fts) values ('integrity-check')")
        before = connection.execute(
            "select kind, ref, title, words from document order by kind, ref"
        ).fetchall()
    from fmcrm_desktop.services.opening import open_office

    again = open_office(str(office_path))
    assert again.do(rebuild).result == len(before)
    again.close()
    with sqlite3.connect(office_path) as connection:
        connection.execute("insert into document_fts(document_fts) values ('integrity-check')")
        assert (
            connection.execute("select kind, ref, title, words from document order by kind, ref").fetchall()
            == before
        )
