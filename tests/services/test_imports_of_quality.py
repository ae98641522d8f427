"""What complaints say of gaps, losses, thanks and ratings goes out in both languages and comes back, once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import complaints, imports, work_orders
from fmcrm_desktop.services.complaints import AcknowledgeForm, AnswerForm, FollowUpForm, ResolveForm
from fmcrm_desktop.services.imports.outcome import ImportResult
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import AssignForm, CloseForm, DoneForm, OrderForm
from tests.sample import Sample
from tests.services.complaining import kept, rude_guard

COLUMNS = (
    "gap, expected, delivered, severity, loss, loss_risk, thanks, follow_up_rating, recovered, state, remedy"
)
ASPECTS = "select kind, value from complaint_aspect order by kind, value"


def words(language: str) -> Words:
    return Words(language, "Asia/Shanghai", places.resources() / "locale")


def bring(office: Office, path: Path) -> ImportResult:
    return office.do(
        imports.run, ImportFile.open(Choice(path), "complaints", None, office.store.zone).source()
    ).result


def followed_up(office: Office, sample: Sample) -> int:
    form = rude_guard(sample)
    form.needs, form.consequences = ("friendliness", "information"), ("talk", "repeat")
    form.lacks = ("people", "time", "silent", "tone")
    form.loss, form.loss_risk = "at_risk", "Looks at other estates"
    id = office.do(complaints.register, form).result
    office.do(complaints.acknowledge, id, AcknowledgeForm("Thank you", thanks="person"))
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    office.do(complaints.resolve, id, ResolveForm("We are sorry", "Flowers", lesson="Greet first"))
    return office.do(complaints.follow_up, id, FollowUpForm("Greet first", rating=4, recovered=True)).result


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_gap_the_loss_and_the_rating_come_back_once(
    office: Office, sample: Sample, empty_office: Office, tmp_path: Path, language: str, ending: str
) -> None:
    followed_up(office, sample)
    path = tmp_path / f"out{ending}"
    lists_out.export(office, "complaints", Query(), path, words(language))
    first, second = bring(empty_office, path), bring(empty_office, path)
    assert (first.added, second.added, second.updated, second.same) == (1, 0, 0, 1)
    here, there = (Path(each.store.path) for each in (office, empty_office))
    told = f"select {COLUMNS} from complaint"
    [row] = kept(there, told)
    assert [row] == kept(here, told)
    assert row[-1] == "Flowers" and row[4:8] == ("at_risk", "Looks at other estates", "person", 4)
    assert kept(there, ASPECTS) == kept(here, ASPECTS)
    assert len(kept(there, ASPECTS)) == 12
    assert kept(there, "select external from complaint") == [('{"person_name": "王芳"}',)]
    assert bring(office, path).same == 1


def test_a_file_adds_what_is_not_known_yet_and_keeps_strange_words(
    office: Office, empty_office: Office, tmp_path: Path
) -> None:
    head = ["Number", "Received", "Own words", "Criteria", "Needs", "Gap", "The customer's rating"]
    path = tmp_path / "in.csv"

    def write(*cells: str) -> ImportResult:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, ["A-1", "2026-11-01 10:00", "Rude guard", *cells]])
        return bring(empty_office, path)

    assert write("Courtesy; 安全性", "Charm", "Attitude", "9").added == 1
    there = Path(empty_office.store.path)
    assert kept(there, ASPECTS) == [("criterion", "courtesy"), ("criterion", "security")]
    [(external, gap, rating)] = kept(there, "select external, gap, follow_up_rating from complaint")
    assert (gap, rating) == ("", None)
    for word in ("Charm", "Attitude", "9"):
        assert f'"{word}"' in str(external)
    more = write("Courtesy, Access", "", "尊重不足", "3")
    assert (more.added, more.updated, more.same) == (0, 1, 0)
    assert len(kept(there, ASPECTS)) == 3
    assert write("Courtesy, Access", "", "尊重不足", "3").same == 1


def test_an_import_taken_back_takes_its_aspects_along(empty_office: Office, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(
        "Number,Received,Own words,Criteria\nA-1,2026-11-01 10:00,Rude,Courtesy\n", encoding="utf-8"
    )
    source = ImportFile.open(Choice(path), "complaints", None, empty_office.store.zone).source()
    done = empty_office.do(imports.run, source)
    assert kept(Path(empty_office.store.path), ASPECTS) == [("criterion", "courtesy")]
    empty_office.undo(done.deed)
    assert kept(Path(empty_office.store.path), ASPECTS) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_rating_and_the_place_of_work_go_out_and_come_back_once(
    office: Office, sample: Sample, empty_office: Office, tmp_path: Path, language: str
) -> None:
    id = office.do(
        work_orders.enter, OrderForm(summary="Lamp out", building_id=sample.building, place="Lobby")
    ).result
    office.do(work_orders.assign, id, AssignForm(sample.electrician))
    office.do(work_orders.arrive, id)
    office.do(work_orders.done, id, DoneForm("Old lamp", "New lamp"))
    office.do(work_orders.close, id, CloseForm(4))
    path = tmp_path / "orders.csv"
    lists_out.export(office, "orders", Query(), path, words(language))
    told = [
        empty_office.do(
            imports.run, ImportFile.open(Choice(path), "orders", None, office.store.zone).source()
        ).result
        for _ in range(2)
    ]
    assert [(each.added, each.updated, each.same) for each in told] == [(1, 0, 0), (0, 0, 1)]
    found = """select o.rating, o.place, b.code, o.rated = o.closed from work_order o
        join building b on b.id = o.building_id"""
    here, there = (Path(each.store.path) for each in (office, empty_office))
    assert [row[:3] for row in kept(here, found)] == [row[:3] for row in kept(there, found)]
    assert kept(there, found)[0][0::3] == (4, 1)
    own = office.do(
        imports.run, ImportFile.open(Choice(path), "orders", None, office.store.zone).source()
    ).result
    assert (own.added, own.updated, own.same) == (0, 0, 1)


@pytest.mark.parametrize(
    ("said", "rating"),
    [("满意", 4), ("非常满意", 5), ("一般", 3), ("不满意", 2), ("5星", 5), ("3", 3), ("Very satisfied", 5),
     ("未回访", None)],
)  # fmt: skip
def test_words_of_satisfaction_are_ratings(
    empty_office: Office, tmp_path: Path, said: str, rating: int | None
) -> None:
    path = tmp_path / "orders.csv"
    rows = ["报修单号,报修时间,报修内容,状态,完成时间,满意度",
            f"B1,2026-10-01 09:00,漏水,已完成,2026-10-01 12:00,{said}",
            f"B2,2026-10-02 09:00,漏水,处理中,,{said}"]  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8")
    office = empty_office
    office.do(imports.run, ImportFile.open(Choice(path), "orders", None, "Asia/Shanghai").source())
    first, second = kept(
        Path(office.store.path), "select rating, external, rated is null from work_order order by id"
    )
    assert (first[0], bool(first[2])) == (rating, rating is None)
    assert ("未回访" in first[1]) == (rating is None)
    assert second[0] is None  # work that is not finished has no rating


@pytest.mark.parametrize(("said", "anonymous"), [("匿名", 1), ("Anonymous", 1), ("安娜", 0)])
def test_who_gives_no_name_is_anonymous(
    empty_office: Office, tmp_path: Path, said: str, anonymous: int
) -> None:
    path, office = tmp_path / "complaints.csv", empty_office
    path.write_text(f"投诉时间,投诉人,投诉内容\n2026-10-01 09:00,{said},楼道垃圾\n", encoding="utf-8")
    for added in (1, 0):
        assert bring(office, path).added == added
    told = "select anonymous, external like '%person_name%' from complaint"
    assert kept(Path(office.store.path), told) == [(anonymous, 1 - anonymous)]
