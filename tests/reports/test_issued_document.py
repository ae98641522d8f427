"""Every ready document on paper in both languages: long names, empty fields, hostile text, page numbers, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.target import TargetRule
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import charges, issued_documents, letters, settings, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.forms import FeeForm
from fmcrm_desktop.services.issued_documents import DocumentForm
from fmcrm_desktop.services.issued_documents.ready import READY
from fmcrm_desktop.services.letters import TemplateForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.reports import reading
from tests.safety.hostile import STRINGS
from tests.sample import Sample

KINDS = tuple(each[0] for each in READY)
LONG = (
    "Maximiliana Konstantinopolitanska-Donaudampfschifffahrt von und zu Hohenzollern-Sigmaringen 欧阳锦绣山河"
)
SIGNED = {"en": "For the office", "zh_CN": "（盖章）"}
TABLES = ("services", "targets", "order_lines", "owed_lines", "signatures")
HOSTILE = (
    "<b>&", "{{ name }}", "{% for a in b %}", "| a | b |", "|_ me", "a|b\\|c", "1. Not a clause", "&amp; R&D;",
    "%s {0}",
    "'; drop table person; --", "第九条 白送", "=1+1",
)  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.split())


def template(office: Office, kind: str) -> int:
    [id] = office.ask(issued_documents.templates, Query(where={"kind": (kind,)})).ids
    return id


@needs("office.settings")
def name_all(work: Work, sample: Sample, order: int, called: str) -> int:
    """Everything that a document can name is called so; gives an agreement with targets."""
    work.get(Person, sample.owner).name = called
    work.get(Person, sample.owner).other_name = ""
    work.get(Unit, sample.unit).label = called
    building = work.get(Unit, sample.unit).building_id
    assert building is not None
    work.get(Building, building).name = called
    work.get(WorkOrder, order).summary = called
    it = work.add(
        Agreement(number="A-2611-001", name=called, person_id=sample.owner, from_day=date(2026, 12, 1))
    )
    work.add(
        TargetRule(
            agreement_id=it.id, priority="urgent", respond=30, arrive=120, finish=1440, round_the_clock=True
        )
    )
    return it.id


@pytest.fixture
def order(office: Office, sample: Sample) -> int:
    form = OrderForm(summary="Tap drips", unit_id=sample.unit, person_id=sample.owner)
    id: int = office.do(work_orders.enter, form).result
    for at in range(3):
        fee = FeeForm(day=date(2026, 11, 20), text=f"Step {at}", amount=Money(1_000 * (at + 1), "CNY"))
        office.do(charges.add, id, fee)
    return id


def full(office: Office, sample: Sample, kind: str, order: int, agreement: int | None) -> DocumentForm:
    return DocumentForm(
        template_id=template(office, kind), person_id=sample.owner, unit_id=sample.unit, order_id=order,
        agreement_id=agreement, price=Money(128_000, "CNY"), charged="area", from_day=date(2026, 12, 1),
        until_day=date(2027, 11, 30), valid_until=date(2026, 12, 15), notice_days=30,
    )  # fmt: skip


def printed(office: Office, form: DocumentForm, target: Path, **options: str) -> str:
    id = office.do(issued_documents.make, form).result
    number = office.ask(issued_documents.rows, [id])[0].number
    making.write(office, "document", Options(number=number, **options), target)  # type: ignore[arg-type]
    return squeezed(reading.text(target))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", KINDS)
def test_long_names_are_broken_and_nothing_is_lost(
    office: Office, sample: Sample, order: int, tmp_path: Path, kind: str, language: str, paper: str
) -> None:  # fmt: skip
    agreement = office.do(name_all, sample, order, LONG).result
    form = full(office, sample, kind, order, agreement)
    form.language = language
    target = tmp_path / "a.pdf"
    said = printed(office, form, target, paper=paper)
    assert squeezed(LONG) in said or kind == "announcement"
    assert "{{" not in said and "|" not in said and ("Willow Court".replace(" ", "")) in said
    sheets = pypdf.PdfReader(target).pages
    for at, page in enumerate(sheets, 1):
        count = f"第{at}页，共{len(sheets)}页" if language == "zh_CN" else f"Page{at}of{len(sheets)}"
        assert count in squeezed(page.extract_text())
    width = {"A4": 595.28, "Letter": 612}[paper]
    assert all(
        word.right <= width - 40 and word.left >= 40 for page in reading.words(target) for word in page
    )
    if kind in ("proposal", "contract", "parking", "permit", "quotation"):
        assert squeezed(SIGNED[language]) in squeezed(sheets[-1].extract_text())


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", KINDS)
def test_empty_fields_are_lines_to_fill_in(
    office: Office, sample: Sample, tmp_path: Path, kind: str, language: str
) -> None:
    form = DocumentForm(template_id=template(office, kind), person_id=sample.tenant, language=language)
    id = office.do(issued_documents.make, form).result
    card = office.ask(issued_documents.card, id)
    assert "Telephone of the office" in card.gaps
    making.write(office, "document", Options(number=card.row.number), tmp_path / "a.pdf")
    said = reading.text(tmp_path / "a.pdf")
    on_lines = set(card.gaps) - {
        "Number of the agreement",
        "Number of the work order",
    }  # they stand in titles alone
    assert said.count("____________") >= len(on_lines) > 0
    assert "None" not in said and "{{" not in said


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("called", HOSTILE)
def test_hostile_text_stays_text(
    office: Office, sample: Sample, order: int, tmp_path: Path, called: str, language: str
) -> None:
    agreement = office.do(name_all, sample, order, called).result
    office.do(settings.put, **{"office.name": called, "office.phone": called, "office.address": called})
    for kind in ("contract", "quotation", "welcome"):
        form = full(office, sample, kind, order, agreement)
        form.language = language
        said = printed(office, form, tmp_path / f"{kind}.pdf")
        assert said.count(squeezed(called)) >= 6


@cache
def _printable() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    from fmcrm_desktop import places

    return frozenset(TTFont(places.resources() / "fonts" / "NotoSansSC-Regular.ttf").getBestCmap())


@pytest.fixture
def every_field(office: Office) -> Iterator[str]:
    """A template that names every field there is, each on a line of its own and in a table."""
    names = [each.name for each in office.ask(issued_documents.fields)]
    flat = [name for name in names if name not in TABLES]
    yield "\n".join(
        [f"{{{{ {name} }}}} end of {name}\n| {{{{ {name} }}}} | cell of {name} |" for name in flat]
    )


def test_every_field_takes_every_hostile_string(
    office: Office, sample: Sample, order: int, tmp_path: Path, every_field: str
) -> None:
    text = TemplateForm(name="All", text=every_field, kind="other")
    id = office.do(letters.add, text).result
    odd = [
        each for each in STRINGS if all(ord(c) in _printable() and c > " " for c in each if not c.isspace())
    ]
    assert len(odd) > 20
    for at, called in enumerate(odd):
        agreement = office.do(name_all, sample, order, called).result
        form = full(office, sample, "proposal", order, agreement)
        form.template_id, form.language = id, "en"
        said = printed(office, form, tmp_path / f"{at}.pdf").translate(str.maketrans("“”‘’", "\"\"''"))
        wanted = squeezed(called).translate(str.maketrans("“”‘’", "\"\"''"))
        assert said.count(wanted) >= 8, called
        assert said.count("cellof") == said.count("endof") == len(re.findall("end of", every_field))


def test_both_languages_count_their_own_pages_and_an_issue_prints_the_same(
    office: Office, sample: Sample, order: int, tmp_path: Path
) -> None:
    form = full(office, sample, "contract", order, None)
    form.language = "both"
    id = office.do(issued_documents.make, form).result
    assert "draft" in printed(office, form, tmp_path / "d.pdf")
    row = office.ask(issued_documents.rows, [id])[0]
    office.do(issued_documents.issue, id, row.version)
    making.write(office, "document", Options(number=row.number), tmp_path / "a.pdf")
    office.do(settings.put, **{"office.name": "Another name"})
    making.write(office, "document", Options(number=row.number, language="zh_CN"), tmp_path / "b.pdf")
    first, second = (reading.text(tmp_path / name) for name in ("a.pdf", "b.pdf"))
    assert squeezed(first) == squeezed(second) and "draft" not in first
    assert "Page1of2" in squeezed(first) and "第1页，共2页" in squeezed(first)
    with pytest.raises(Refusal):
        making.write(office, "document", Options(number="P-0000-000"), tmp_path / "c.pdf")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_permit_is_signed_on_the_page_that_it_fills(
    office: Office, sample: Sample, order: int, tmp_path: Path, language: str, paper: str
) -> None:
    form = full(office, sample, "permit", order, None)
    form.language = language
    target = tmp_path / "a.pdf"
    said = printed(office, form, target, paper=paper)
    assert len(pypdf.PdfReader(target).pages) == 1 and squeezed(SIGNED[language]) in said


def test_a_title_whose_field_is_empty_is_the_name_of_the_template(office: Office) -> None:
    for kind, language, title in (
        ("reminder_1", "en", "Payment reminder, step 1"),
        ("parking", "zh_CN", "停车位租用协议"),
        ("welcome", "both", "Welcome letter with handbook receipt"),
    ):
        form = DocumentForm(template_id=template(office, kind), language=language)
        card = office.ask(issued_documents.card, office.do(issued_documents.make, form).result)
        assert title in {said for _, said, _ in card.texts}
        assert not any("—" in said for _, said, _ in card.texts)
        assert card.gaps, "what is missing is still named"


def laid(
    office: Office, sample: Sample, target: Path, text: str, language: str = "en", **more: object
) -> list[str]:
    """The pages of a document with this text, each without its blanks."""
    chinese = language == "zh_CN"
    said = TemplateForm(name="T", kind="other", **({"other_text": text} if chinese else {"text": text}))
    form = DocumentForm(template_id=office.do(letters.add, said).result, language=language, **more)  # type: ignore[arg-type]
    printed(office, form, target)
    return [squeezed(page) for page in reading.pages(target)]


@pytest.mark.parametrize("lead", ["2. The hours", "These are the hours:"])
def test_what_announces_a_table_stays_with_it(
    office: Office, sample: Sample, tmp_path: Path, lead: str
) -> None:
    short = "\n".join(f"| day {n} {'and night ' * 14}| from {n} |" for n in range(4))
    turned = False
    for lines in range(28, 42):
        text = "\n".join(["Filling"] * lines + [lead, "", short] + ["Further on"] * 30)
        pages = laid(office, sample, tmp_path / "a.pdf", text)
        [at] = [n for n, page in enumerate(pages) if squeezed(lead) in page]
        assert all(f"day{n}" in pages[at] for n in range(4)), lines
        turned |= at > 0
    assert turned


def test_no_cell_and_no_name_to_sign_is_cut(office: Office, sample: Sample, tmp_path: Path) -> None:
    long = "".join(chr(0x4E00 + n) for n in range(120))
    text = f"| 项目 | 说明 |\n| {long * 3} | {long} |\n\n|_ {long} | {long}（签字）"
    said = "".join(laid(office, sample, tmp_path / "a.pdf", text, "zh_CN"))
    assert said.count(long) == 6 and said.count("（签字）") == 1 and "…" not in said


def test_the_number_stays_at_the_foot_of_a_long_title(
    office: Office, sample: Sample, order: int, tmp_path: Path
) -> None:
    agreement = office.do(name_all, sample, order, LONG).result
    office.do(settings.put, **{"office.name": LONG})
    said = printed(office, full(office, sample, "permit", order, agreement), tmp_path / "a.pdf")
    assert re.search(r"D-2611-001·draftPage1of\d", said)


def test_amounts_stand_to_the_right_though_a_word_is_among_them(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    laid(
        office,
        sample,
        tmp_path / "a.pdf",
        "| What | Sum |\n| Tap | ¥9.00 |\n| Pipe | covered |\n| Cord | ¥12.00 |",
    )
    [page] = reading.words(tmp_path / "a.pdf")
    ends = {word.text: word.right for word in page if word.text in ("¥9.00", "covered", "¥12.00")}
    assert len(ends) == 3 and max(ends.values()) - min(ends.values()) < 1


def test_a_chinese_letter_ends_on_the_right(office: Office, sample: Sample, tmp_path: Path) -> None:
    laid(office, sample, tmp_path / "a.pdf", "您好。\n\n{{ 物业名称 }}\n{{ 今天 }}\n\n四、回执", "zh_CN")
    [page] = reading.words(tmp_path / "a.pdf")
    ends = {
        each: [w.right for w in page if w.text.strip() == each and 70 < w.bottom < 740]
        for each in ("Willow Court", "2026年11月20日", "您好。")
    }
    assert [max(each) > 540 for each in ends.values()] == [True, True, False], ends
