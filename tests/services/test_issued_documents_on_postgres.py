"""Documents on PostgreSQL: filled, issued, accepted and taken back, listed, found and told as on a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import agreements, issued_documents, search, timeline, today
from fmcrm_desktop.services.issued_documents import DocumentForm, ReasonForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample


def told(office: Office, sample: Sample) -> list[object]:
    """The same deeds, and what every list says after them."""
    [template] = office.ask(issued_documents.templates, Query(where={"kind": ("proposal",)})).ids
    form = DocumentForm(
        template_id=template, person_id=sample.owner, unit_id=sample.unit, price=Money(128_000, "CNY"),
        charged="month", valid_until=date(2026, 11, 24), language="both",
    )  # fmt: skip
    first, second, third = (
        office.do(issued_documents.make, replace(form, valid_until=form.valid_until + timedelta(days))).result
        for days in (0, 1, 40)
    )
    for id in (first, second, third):
        office.do(issued_documents.issue, id, office.ask(issued_documents.card, id).row.version)
    office.do(issued_documents.refuse, third, ReasonForm("Too dear"))
    taken = office.do(issued_documents.accept, first)
    said: list[object] = [office.ask(agreements.rows, [taken.result])[0].number]
    office.undo(taken.deed)
    said.append(list(office.ask(agreements.page, Query()).ids))
    for query in (
        Query(), Query(sort="valid_until"), Query(sort="issued", descending=True), Query("3-1202"),
        Query(where={"state": ("refused",)}), Query(where={"person": (sample.owner,), "kind": ("proposal",)}),
    ):  # fmt: skip
        said.append(
            [(row.number, row.state, row.title) for row in office.ask(issued_documents.page, query).first]
        )
    card = office.ask(issued_documents.card, first)
    said += [card.texts, card.gaps, [each.edition for each in card.editions]]
    said.append([each.kind for each in office.ask(search.find, "P-2611-002")])
    said.append(
        [(each.number, each.state) for each in office.ask(timeline.person, sample.owner, ("issued",))]
    )
    said.append([line.number for line in office.ask(today.sheet).due if line.what == "proposal"])
    return said


def test_a_server_says_the_same_as_a_file(
    served: tuple[Office, Sample], office: Office, sample: Sample
) -> None:
    on_server, on_file = told(*served), told(office, sample)
    assert on_server == on_file
    assert on_file[0] == "A-2611-001" and on_file[1] == [] and on_file[-1] == ["P-2611-001", "P-2611-002"]
