"""The answer letter in the language of the person, and the notice on the board of each building, without names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import complaint_answer, complaint_report, you_said_we_did
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing
from fmcrm_desktop.services import complaints, notes, own_fields, settings
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import NoticeForm, RemedyForm, ResolveForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.complaining import at, rude_guard


@needs("person.write")
def speak(work: Work, person: int, language: str) -> None:
    work.get(Person, person).language = language


def words(language: str) -> Words:
    return Words(language, "Asia/Shanghai", places.resources() / "locale")


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_answer_is_a_letter_in_the_language_of_the_person(
    office: Office, sample: Sample, tmp_path: Path, language: str
) -> None:
    office.do(speak, sample.owner, language)
    id = office.do(complaints.register, rude_guard(sample)).result
    with pytest.raises(Invalid):
        complaint_answer.ask(office, Options(number="C-2611-001"))
    office.do(complaints.remedy, id, RemedyForm("Flowers"))
    office.do(complaints.add_action, id, ActionForm("Greeting script"))
    office.do(complaints.resolve, id, ResolveForm("We are sorry.", "Flowers", lesson="Greet first"))
    sheet = complaint_answer.ask(office, Options(number="C-2611-001"))
    path = tmp_path / "answer.pdf"
    complaint_answer.draw(sheet, words("en"), Printing(path))
    [said] = pages(path)
    for part in (
        "C-2611-001",
        "We are sorry.",
        "Flowers",
        "Greeting script",
        "Greet first",
        "shouted at my mother",
    ):
        assert part in said
    assert ("Our answer" in said) == (language == "en") and ("答复" in said) == (language == "zh_CN")
    assert ("王芳" in said) == (language == "zh_CN") and ("Wang Fang" in said) == (language == "en")


def test_each_board_has_a_page_in_both_languages_without_names(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    form = rude_guard(sample)
    wanted = [
        (form, NoticeForm("Guards greet first.", "保安先问好。")),
        (form, NoticeForm("The gate opens at once.")),
        (replace(form, unit_id=sample.second_unit), NoticeForm("", "楼道灯已更换。")),
        (form, NoticeForm()),
    ]
    for each, notice in wanted:
        id = office.do(complaints.register, each).result
        office.do(complaints.resolve, id, ResolveForm("Sorry", lesson="Secret lesson"))
        office.do(complaints.write_notice, id, notice)
    at(office, 2026, 12, 5, 9, 0)
    late = office.do(complaints.register, form).result
    office.do(complaints.resolve, late, ResolveForm("Sorry", lesson="Later"))
    office.do(complaints.write_notice, late, NoticeForm("December."))
    path = tmp_path / "board.pdf"
    for language in ("en", "zh_CN"):
        sheet = you_said_we_did.ask(office, Options(month=Month(2026, 11)))
        you_said_we_did.draw(sheet, words(language), Printing(path))
        first, second = pages(path)
        assert "楼道灯已更换。" in first and "Guards" not in first
        for part in (
            "Guards greet first.",
            "保安先问好。",
            "The gate opens at once.",
            "You said, we did",
            "您的心声",
        ):
            assert part in second
        whole = first + second
        assert "December." not in whole and "Secret lesson" not in whole
        assert not any(name in whole for name in ("王芳", "Wang Fang", "Zhou Min", "Gao Jun", "C-2611"))
    office.do(settings.put, **{"office.phone": "0512 5550 0100"})
    for page in pages_of(office, path, ""):
        assert "by telephone on 0512 5550 0100" in page and "电话0512 5550 0100" in page.replace(
            "电话 ", "电话"
        )
    [here] = pages_of(office, path, "C-2611-001")[:1]
    assert "Guards greet first." in here, "the board of the complaint it is printed from comes first"
    office.do(complaints.hung_up, list(office.ask(complaints.page, Query()).ids))
    assert you_said_we_did.ask(office, Options()).boards == ()


@pytest.mark.parametrize(
    ("language", "said"), [("zh_CN", NoticeForm("", "保安先问好。")), ("en", NoticeForm("Guards greet."))]
)
def test_a_board_speaks_one_language_where_nothing_is_written_in_the_other(
    office: Office, sample: Sample, tmp_path: Path, language: str, said: NoticeForm
) -> None:
    id = office.do(complaints.register, rude_guard(sample)).result
    office.do(complaints.resolve, id, ResolveForm("Sorry", lesson="Greet"))
    office.do(complaints.write_notice, id, said)
    path = tmp_path / "board.pdf"
    you_said_we_did.draw(you_said_we_did.ask(office, Options(month=None)), words(language), Printing(path))
    [page] = pages(path)
    assert ("Thank you for every word" in page) == (language == "en")
    assert ("感谢您的每一条意见" in page) == (language == "zh_CN")


def pages_of(office: Office, path: Path, number: str) -> list[str]:
    sheet = you_said_we_did.ask(office, Options(month=Month(2026, 11), number=number))
    you_said_we_did.draw(sheet, words("en"), Printing(path))
    return pages(path)


def test_much_on_a_board_is_set_smaller_and_stays_on_one_page(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    for count in range(9):
        id = office.do(complaints.register, rude_guard(sample)).result
        office.do(complaints.resolve, id, ResolveForm("Sorry"))
        office.do(
            complaints.write_notice, id, NoticeForm(f"{count} was mended. " * 9, f"第{count}项已改进。" * 12)
        )
    path = tmp_path / "board.pdf"
    you_said_we_did.draw(you_said_we_did.ask(office, Options()), words("en"), Printing(path))
    [page] = pages(path)
    assert all(f"{count} was mended." in page for count in range(9))


def test_of_two_of_one_name_the_one_that_answers_signs(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    """Names are taken from the record: what another of the same English name is called in Chinese is not theirs."""

    @needs("person.write")
    def namesake(work: Work, id: int) -> None:
        work.add(Staff(name=work.get(Staff, id).name, other_name="李纳", role="clerk"))

    id = office.do(complaints.register, replace(rude_guard(sample), responsible_id=sample.clerk)).result
    office.do(namesake, sample.clerk)
    office.do(complaints.resolve, id, ResolveForm("We are sorry.", "Flowers", lesson="Greet first"))
    sheet = complaint_answer.ask(office, Options(number="C-2611-001"))
    complaint_answer.draw(replace(sheet, language="zh_CN"), words("zh_CN"), Printing(tmp_path / "answer.pdf"))
    [said] = pages(tmp_path / "answer.pdf")
    assert "李娜" in said and "李纳" not in said


def test_the_report_tells_the_whole_of_a_complaint(office: Office, sample: Sample, tmp_path: Path) -> None:
    field = OwnFieldForm("complaint", "text", "Camera", "监控编号")
    office.do(own_fields.add, field)
    form = rude_guard(sample)
    [entry] = office.ask(own_fields.blank, "complaint")
    form.own = (replace(entry, value="CAM-07"),)
    id = office.do(complaints.register, form).result
    office.do(complaints.add_action, id, ActionForm("Greeting script"))
    office.do(complaints.resolve, id, ResolveForm("We are sorry.", "Flowers", "No handover", "Greet first"))
    office.do(notes.add, "complaint", id, NoteForm("Spoke with the night shift"))
    sheet = complaint_report.ask(office, Options(number="C-2611-001"))
    for language, title, owner in (("en", "Complaint report", "Owner"), ("zh_CN", "投诉处理单", "业主")):
        path = tmp_path / f"{language}.pdf"
        complaint_report.draw(sheet, words(language), Printing(path))
        said = "\n".join(pages(path))
        wanted = ("C-2611-001", "王芳", "shouted at my mother", "We are sorry.", "Flowers", "No handover",
                  "Greet first", "Greeting script", "CAM-07", "Spoke with the night shift", title, owner)  # fmt: skip
        assert [part for part in wanted if part not in said] == []
    assert ("Camera" in "".join(pages(tmp_path / "en.pdf"))) and "监控编号" in said


def test_the_report_of_an_anonymous_complaint_names_nobody(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    form = replace(rude_guard(sample), anonymous=True, person_id=None)
    office.do(complaints.register, form)
    complaint_report.draw(
        complaint_report.ask(office, Options(number="C-2611-001")),
        words("zh_CN"),
        Printing(tmp_path / "a.pdf"),
    )
    said = "".join(pages(tmp_path / "a.pdf"))
    assert "匿名" in said and "王芳" not in said and "Wang Fang" not in said
