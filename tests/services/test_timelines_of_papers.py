"""Proposals, agreements, prospects and what came over the counter and by post: in the timeline of a person, a unit and
a prospect, by kind, each with its way there and on paper."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import event

from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import agreements, attachments, prospects, timeline
from fmcrm_desktop.services.agreements import AgreementForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.tabs.owners import telling
from fmcrm_desktop.ui.tabs.prospects.telling import happening
from tests.sample import Sample
from tests.services.prospecting import card, enter
from tests.services.test_attachments import Silent
from tests.services.test_issued_documents import issued, made, proposal

DAY = date(2026, 11, 20)


def agree(office: Office, sample: Sample, **more: object) -> int:
    given = {
        "name": "Care",
        "person_id": sample.owner,
        "price": 30_000,
        "charged": "month",
        "from_day": DAY,
        **more,
    }
    id: int = office.do(agreements.add, AgreementForm(**given)).result  # type: ignore[arg-type]
    return id


def live(office: Office, sample: Sample) -> dict[str, int]:
    lead = enter(office, "Wang", person_id=sample.owner, units=(sample.unit,), next_step="Show it")
    paper = made(office, proposal(office, sample, lead_id=lead))
    issued(office, paper)
    held = agree(office, sample, lead_id=lead, units=(sample.unit,))
    over = agree(office, sample, name="Old", from_day=DAY - timedelta(400), until_day=DAY - timedelta(30))
    beside = agree(
        office, sample, name="Beside", person_id=sample.tenant, signers=(sample.owner,), state="draft"
    )
    return {"lead": lead, "issued": paper, "held": held, "over": over, "beside": beside}


def told(office: Office, person: int, *kinds: str) -> list[tuple[str, int, str, str]]:
    return [
        (each.kind, each.id, each.more, each.state) for each in office.ask(timeline.person, person, kinds)
    ]


def test_a_person_has_proposals_agreements_and_prospects_with_their_states(
    office: Office, sample: Sample
) -> None:
    ids = live(office, sample)
    found = set(told(office, sample.owner, "lead", "issued", "agreement"))
    assert found == {
        ("lead", ids["lead"], "", "new"),
        ("issued", ids["issued"], "proposal", "issued"),
        ("agreement", ids["held"], "begin", "running"),
        ("agreement", ids["over"], "begin", "ended"),
        ("agreement", ids["over"], "end", "ended"),
        ("agreement", ids["beside"], "begin", "draft"),
    }
    assert {"lead", "issued", "agreement"} <= set(office.ask(timeline.present, "person", sample.owner))
    ended = [each for each in office.ask(timeline.person, sample.owner, ("agreement",)) if each.more == "end"]
    assert [each.day for each in ended] == [DAY - timedelta(30)]


def test_a_unit_has_the_prospects_that_want_it_and_its_agreements(office: Office, sample: Sample) -> None:
    ids = live(office, sample)
    found = office.ask(timeline.unit, sample.unit, ("lead", "agreement"))
    assert {(each.kind, each.id) for each in found} == {("lead", ids["lead"]), ("agreement", ids["held"])}
    assert {"lead", "agreement"} <= set(office.ask(timeline.present, "unit", sample.unit))


def test_a_prospect_has_its_papers_in_its_line_of_time(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    ids = live(office, sample)
    file = tmp_path / "plan.txt"
    file.write_text("plan")
    kept = attachments.take_in(Silent(), str(office.ask(attachments.folder)), [str(file)])
    office.do(attachments.add, "lead", ids["lead"], kept)
    its = card(office, ids["lead"])
    papers = {each.kind: each for each in its.history if each.kind in ("issued", "agreement", "document")}
    assert papers["issued"].text.startswith("P-2611-001 ") and papers["issued"].state == "issued"
    assert papers["agreement"].text.endswith(" Care") and papers["agreement"].state == "running"
    assert papers["document"].text == "plan.txt"
    assert set(papers) <= set(prospects.KINDS)
    words = Words("en", "Asia/Shanghai")
    ways = {kind: happening(each, words).link for kind, each in papers.items()}
    assert (ways["issued"].tab, ways["issued"].id) == ("issued_documents", ids["issued"])
    assert (ways["agreement"].tab, ways["agreement"].id) == ("agreements", ids["held"])


def test_every_kind_opens_what_it_names(office: Office, sample: Sample) -> None:
    ids = live(office, sample)
    words = Words("en", "Asia/Shanghai")
    entries = office.ask(timeline.person, sample.owner)
    ways = {each.kind: line for each, line in zip(entries, telling.happenings(words, entries), strict=True)}
    for kind, tab in (("lead", "prospects"), ("issued", "issued_documents"), ("agreement", "agreements")):
        link = ways[kind].link
        assert link is not None and link.tab == tab, kind
        assert link.id in ids.values()
    assert any(line.text.endswith(" Old until this day") for line in telling.happenings(words, entries))


def test_the_new_kinds_are_read_by_index_in_the_same_statements(office: Office, sample: Sample) -> None:
    live(office, sample)
    asked: list[tuple[str, object]] = []
    event.listen(
        office.store.readers, "before_cursor_execute", lambda *args: asked.append((args[2], args[3]))
    )
    for subject, id in (("person", sample.owner), ("unit", sample.unit)):
        office.ask(timeline.opening, subject, id, (), 30)
    selects = [(sql, values) for sql, values in asked if "UNION ALL" in sql]
    assert len(selects) == 6
    tables = {"lead", "lead_unit", "agreement", "agreement_party", "agreement_unit", "issued_document"}
    with office.store.readers.connect() as connection:
        for sql, values in selects:
            plan = connection.exec_driver_sql(f"explain query plan {sql}", values).all()
            scans = [row[3].split()[1] for row in plan if row[3].startswith("SCAN")]
            assert not tables & set(scans), scans
