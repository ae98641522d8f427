"""Documents: filled from templates, changed by hand, issued in editions, accepted into an agreement, taken back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.issued_document import DOCUMENT_KINDS
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import (
    agreements,
    attachments,
    charges,
    issued_documents,
    letters,
    search,
    targets,
    timeline,
    today,
    work_orders,
)
from fmcrm_desktop.services.agreements import AgreementForm, IncludedLine
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.forms import FeeForm
from fmcrm_desktop.services.issued_documents import DocumentForm, DocumentTemplateForm, ReasonForm
from fmcrm_desktop.services.letters import TemplateForm, Wish
from fmcrm_desktop.services.letters.filling import BLANK
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.targets.rules import RuleForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample

DAY = date(2026, 11, 20)


def template(office: Office, kind: str) -> int:
    [id] = office.ask(issued_documents.templates, Query(where={"kind": (kind,)})).ids
    return id


def proposal(office: Office, sample: Sample, **more: object) -> DocumentForm:
    form = DocumentForm(
        template_id=template(office, "proposal"), person_id=sample.owner, unit_id=sample.unit,
        price=Money(128_000, "CNY"), charged="month", from_day=date(2026, 12, 1), until_day=date(2027, 11, 30),
        valid_until=DAY + timedelta(5), notice_days=30, renewal="same_term", covers_parts=True, language="en",
    )  # fmt: skip
    return replace(form, **more)  # type: ignore[arg-type]


def made(office: Office, form: DocumentForm) -> int:
    id: int = office.do(issued_documents.make, form).result
    return id


def issued(office: Office, id: int) -> int:
    card = office.ask(issued_documents.card, id)
    assert card is not None
    edition: int = office.do(issued_documents.issue, id, card.row.version).result
    return edition


def text(office: Office, id: int) -> str:
    return "\n".join(text for _, _, text in office.ask(issued_documents.card, id).texts)


def test_every_kind_has_a_ready_template_in_both_languages(office: Office) -> None:
    found = office.ask(issued_documents.templates, Query())
    rows = office.ask(letters.rows, list(found.ids))
    assert {row.kind for row in rows} == set(DOCUMENT_KINDS) - {"other"}
    assert all(row.languages == ("en", "zh_CN") for row in rows)
    assert office.do(issued_documents.suggest).result == 0
    # Letters and documents each list their own.
    assert not set(office.ask(letters.page, Query()).ids) & set(found.ids)


def test_a_proposal_says_what_was_typed_and_what_is_missing(office: Office, sample: Sample) -> None:
    id = made(office, proposal(office, sample, valid_until=None))
    card = office.ask(issued_documents.card, id)
    said = text(office, id)
    assert card.row.number == "P-2611-001" and card.row.state == "draft"
    for each in (
        "¥1,280.00",
        "per month",
        "1 Dec 2026",
        "30 Nov 2027",
        "30 days",
        "labour and parts",
        "112.50 m²",
    ):
        assert each in said
    assert "valid until ____________." in said and BLANK == "_" * 12
    assert card.gaps == ("Telephone of the office", "Valid until")
    assert made(office, proposal(office, sample)) and made(
        office, proposal(office, sample, template_id=template(office, "permit"))
    )
    numbers = [row.number for row in office.ask(issued_documents.page, Query(sort="number")).first]
    assert numbers == ["D-2611-001", "P-2611-001", "P-2611-002"]


def test_a_document_speaks_the_persons_language_or_both(office: Office, sample: Sample) -> None:
    @needs("person.write")
    def speak(work: Work) -> None:
        work.get(Person, sample.owner).language = "zh_CN"

    office.do(speak)
    chinese = office.ask(issued_documents.card, made(office, proposal(office, sample, language="")))
    assert [language for language, _, _ in chinese.texts] == ["zh_CN"] and "王芳" in chinese.texts[0][2]
    both = office.ask(issued_documents.card, made(office, proposal(office, sample, language="both")))
    assert [language for language, _, _ in both.texts] == ["en", "zh_CN"]


def test_what_was_written_by_hand_stays(office: Office, sample: Sample) -> None:
    id = made(office, proposal(office, sample))
    form = office.ask(issued_documents.form_of, id)
    office.do(issued_documents.change, id, replace(form, price=Money(99_900, "CNY")))
    assert "¥999.00" in text(office, id) and "¥1,280.00" not in text(office, id)

    typed = office.ask(issued_documents.text_form, id)
    office.do(issued_documents.write, id, replace(typed, text=f"{typed.text}\nWith our compliments"))
    form = office.ask(issued_documents.form_of, id)
    office.do(issued_documents.change, id, replace(form, price=Money(50_000, "CNY")))
    assert "With our compliments" in text(office, id) and "¥999.00" in text(office, id)
    with pytest.raises(Stale):
        office.do(issued_documents.write, id, typed)
    with pytest.raises(Invalid):
        office.do(issued_documents.write, id, replace(office.ask(issued_documents.text_form, id), text="  "))

    anew = office.do(issued_documents.refill, id)
    assert "¥500.00" in text(office, id) and "compliments" not in text(office, id)
    office.undo(anew.deed)
    assert "With our compliments" in text(office, id)


def test_each_version_stays_as_it_went_out(office: Office, sample: Sample, office_path: Path) -> None:
    id = made(office, proposal(office, sample))
    first = issued(office, id)
    with pytest.raises(Refusal):
        office.do(issued_documents.write, id, office.ask(issued_documents.text_form, id))
    office.do(issued_documents.renew, id)
    typed = office.ask(issued_documents.text_form, id)
    office.do(issued_documents.write, id, replace(typed, text="Only this."))
    done = office.do(issued_documents.issue, id, office.ask(issued_documents.card, id).row.version)

    @needs("person.write")
    def rename(work: Work) -> None:
        work.get(Person, sample.owner).name = "Somebody Else"

    office.do(rename)
    old, new = (office.ask(issued_documents.edition_sheet, each) for each in (first, done.result))
    assert (old.edition, new.edition) == (1, 2) and "¥1,280.00" in old.texts[0][2]
    assert new.texts[0][2] == "Only this." and new.address.startswith("Wang Fang")
    assert office.ask(issued_documents.sheet, "P-2611-001").texts == new.texts
    assert [each.edition for each in office.ask(issued_documents.card, id).editions] == [2, 1]
    office.undo(done.deed)
    card = office.ask(issued_documents.card, id)
    assert (card.row.state, card.row.edition, [each.edition for each in card.editions]) == ("draft", 1, [1])
    with sqlite3.connect(office_path) as file:
        kept = file.execute("select edition, archived is null from issued_edition order by id").fetchall()
    assert kept == [(1, 1), (2, 0)]


def test_the_paper_is_kept_with_its_version(office: Office, sample: Sample, tmp_path: Path) -> None:
    id = made(office, proposal(office, sample))
    paper = tmp_path / "P.pdf"
    paper.write_bytes(b"%PDF-1.4 as it went out")

    class Still:
        def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...

    kept = attachments.take_in(Still(), str(office.ask(attachments.folder)), [str(paper)])
    done = office.do(issued_documents.issue, id, office.ask(issued_documents.card, id).row.version, kept)
    [edition] = office.ask(issued_documents.card, id).editions
    assert edition.file_id is not None
    assert office.ask(attachments.file, edition.file_id).path.read_bytes() == b"%PDF-1.4 as it went out"
    office.undo(done.deed)
    assert office.ask(issued_documents.card, id).editions == ()


def test_an_accepted_proposal_is_an_agreement_and_one_undo_takes_both_back(
    office: Office, sample: Sample
) -> None:
    id = made(office, proposal(office, sample))
    with pytest.raises(Refusal):
        office.do(issued_documents.accept, id)
    issued(office, id)
    done = office.do(issued_documents.accept, id)
    made_of = office.ask(agreements.form_of, done.result)
    assert (made_of.name, made_of.person_id, tuple(made_of.units)) == (
        "Daily care of 3-1202",
        sample.owner,
        (sample.unit,),
    )
    assert (made_of.from_day, made_of.until_day) == (date(2026, 12, 1), date(2027, 11, 30))
    assert (made_of.covers_labour, made_of.covers_parts) == (True, True)
    card = office.ask(issued_documents.card, id)
    assert card.row.state == "accepted" and card.agreement == (done.result, "A-2611-001")

    start = office.ask(issued_documents.begin, {"agreement_id": done.result, "kind": "contract"})
    assert (start.person_id, start.unit_id) == (sample.owner, sample.unit)
    contract = made(office, replace(start, language="both"))
    assert "A-2611-001" in office.ask(issued_documents.card, contract).row.title
    assert "自2026年12月1日起至2027年11月30日止" in text(office, contract)
    office.do(issued_documents.archive, contract)

    office.undo(done.deed)
    assert office.ask(issued_documents.card, id).row.state == "issued"
    assert office.ask(issued_documents.card, id).agreement is None
    assert list(office.ask(agreements.page, Query()).ids) == []


def test_what_is_refused_says_why_and_may_be_offered_anew(office: Office, sample: Sample) -> None:
    id = made(office, proposal(office, sample))
    issued(office, id)
    with pytest.raises(Invalid):
        office.do(issued_documents.refuse, id, ReasonForm(version=None))
    office.do(issued_documents.refuse, id, ReasonForm("Too dear"))
    assert office.ask(issued_documents.card, id).reason == "Too dear"
    with pytest.raises(Refusal):
        office.do(issued_documents.accept, id)
    office.do(issued_documents.renew, id)
    issued(office, id)
    office.do(issued_documents.withdraw, id, ReasonForm("Sent to the wrong person"))
    assert office.ask(issued_documents.card, id).row.state == "withdrawn"


def test_a_quotation_lists_the_charges_of_the_order(office: Office, sample: Sample) -> None:
    order = office.do(
        work_orders.enter, OrderForm(summary="Tap | drips", unit_id=sample.unit, person_id=sample.owner)
    ).result
    for words, amount in (("Call-out | fee", 5_000), ("New tap", 12_345)):
        office.do(charges.add, order, FeeForm(day=DAY, text=words, amount=Money(amount, "CNY")))
    start = office.ask(issued_documents.begin, {"order_id": order})
    assert start.template_id == template(office, "quotation") and start.person_id == sample.owner
    said = text(office, made(office, replace(start, language="en")))
    assert "| Call-out \\| fee |  | ¥50.00 |" in said and "| New tap |  | ¥123.45 |" in said
    assert "Total: ¥173.45" in said and "Tap \\| drips" in said


def test_documents_are_found_told_and_asked_after(office: Office, sample: Sample) -> None:
    id = made(office, proposal(office, sample))
    issued(office, id)
    later = made(office, proposal(office, sample, valid_until=DAY + timedelta(30)))
    issued(office, later)
    [found] = office.ask(search.find, "P-2611-001")
    assert (found.kind, found.ref) == ("issued_document", id)
    assert id in [each.ref for each in office.ask(search.find, "王芳") if each.kind == "issued_document"]
    told = office.ask(timeline.person, sample.owner, ("issued",))
    assert [each.id for each in told] == [later, id] and told[1].state == "issued"
    sheet = office.ask(today.sheet)
    due = [line for line in (*sheet.late, *sheet.due) if line.what == "proposal"]
    assert [line.number for line in due] == ["P-2611-001"]
    office.store.clock = lambda: NOW + timedelta(days=6)
    assert [line.number for line in office.ask(today.sheet).late if line.what == "proposal"] == ["P-2611-001"]
    office.do(issued_documents.accept, id)
    assert not [line for line in office.ask(today.sheet).late if line.what == "proposal"]


def test_a_template_names_a_field_nobody_knows(office: Office, sample: Sample) -> None:
    with pytest.raises(Invalid) as refused:
        office.do(letters.add, TemplateForm(name="Odd", text="{{ price }} {{ nonsense }}", kind="other"))
    assert "text" in refused.value.fields
    with pytest.raises(Invalid):  # a letter knows nothing of prices
        office.do(letters.add, TemplateForm(name="Odd", text="{{ price }}"))
    id = office.do(letters.add, TemplateForm(name="Own", text="For {{ name }}", kind="other")).result
    seen = office.ask(issued_documents.preview, Wish(office.ask(letters.form_of, id), ()), sample.owner)
    assert seen.text == "For Wang Fang"
    with pytest.raises(Invalid):
        letter = office.ask(letters.page, Query()).ids[0]
        office.do(issued_documents.make, DocumentForm(template_id=letter, person_id=sample.owner))


def test_who_may_make_no_agreement_accepts_none(office: Office, sample: Sample) -> None:
    id = made(office, proposal(office, sample))
    issued(office, id)
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    with pytest.raises(NotAllowed):
        office.do(issued_documents.accept, id)


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Proposal for 3-1202", "Daily care of 3-1202"),
        ("关于3-1202的服务建议书", "3-1202日常维护服务"),
        ("Service proposal", "Daily care"),
        ("Cleaning of windows, twice a year", "Cleaning of windows, twice a year"),
    ],
)
def test_an_agreement_is_called_by_the_service_that_was_proposed(office, sample, title, named):
    [of] = office.ask(issued_documents.templates, Query(where={"kind": ("proposal",)})).ids
    form = DocumentForm(template_id=of, person_id=sample.owner, unit_id=sample.unit, language="en")
    id = office.do(issued_documents.make, form).result
    text = office.ask(issued_documents.text_form, id)
    text.title = title
    office.do(issued_documents.write, id, text)
    office.do(issued_documents.issue, id, None)
    agreement = office.do(issued_documents.accept, id).result
    assert office.ask(agreements.rows, [agreement])[0].name == named


def contract(office: Office, sample: Sample, **agreed: object) -> tuple[str, tuple[str, ...]]:
    """The text of the contract of an agreement in English, and its gaps."""
    form = AgreementForm(name="Care", person_id=sample.owner, from_day=DAY, **agreed)  # type: ignore[arg-type]
    id = office.do(agreements.add, form).result
    if agreed.get("price"):
        for priority in ("", "urgent"):
            times = {"respond": "0:30", "arrive": "2:00", "finish": "8:00"}
            office.do(targets.add_rule, RuleForm(agreement_id=id, priority=priority, **times))
    given = office.ask(issued_documents.begin, {"agreement_id": id})
    made_of = made(office, replace(given, language="en"))
    card = office.ask(issued_documents.card, made_of)
    return text(office, made_of), card.gaps


def test_a_contract_is_of_the_units_and_services_that_were_agreed(office: Office, sample: Sample) -> None:
    services = (
        IncludedLine(text="Taps and pipes"),
        IncludedLine(kind="extra", text="Kitchen | appliances"),
    )
    said, gaps = contract(
        office,
        sample,
        units=(sample.second_unit, sample.parking),
        price=30_000,
        charged="month",
        lines=services,
    )
    labels = [label for (label,) in rows(office, f"select label from unit where id in ({sample.second_unit}, "
                                                 f"{sample.parking}) order by sort_key")]  # fmt: skip
    assert f"named here for {', '.join(labels)} in" in said, "not the person's own flat"
    assert "| Taps and pipes | included |\n| Kitchen \\| appliances | at extra cost |" in said
    assert said.index("| Urgent |") < said.index("| All others |"), "what holds for the rest comes last"
    assert "Table of the services" not in gaps


def test_a_contract_without_price_or_times_is_filled_in_by_pen(office: Office, sample: Sample) -> None:
    said, gaps = contract(office, sample)
    assert f"The price is {BLANK}" in said and "0.00" not in said
    assert "Services named apart:\n\nThere are none." in said
    assert said.count(f"| {BLANK} | {BLANK} | {BLANK} | {BLANK} |") == 3
    assert "Table of the times kept" in gaps and "Table of the services" not in gaps


def rows(office: Office, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(str(office.store.address)) as raw:
        return list(raw.execute(sql))


@pytest.mark.parametrize(("name", "other"), [("通知函", "Letter of notice"), ("Letter of notice", "通知函")])
def test_a_template_is_called_in_the_readers_script_whichever_name_was_typed_first(
    office: Office, sample: Sample, name: str, other: str
) -> None:
    form = DocumentTemplateForm(
        name=name, other_name=other, kind="other", subject="About {{ order }}", text="x",
        other_subject="关于{{ 维修内容 }}", other_text="x",
    )  # fmt: skip
    id = office.do(letters.add, form).result
    for language, said in (("en", "Letter of notice"), ("zh_CN", "通知函")):
        of = made(office, DocumentForm(template_id=id, person_id=sample.owner, language=language))
        assert office.ask(issued_documents.card, of).texts[0][1] == said
