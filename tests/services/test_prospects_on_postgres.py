"""Prospects and campaigns on PostgreSQL: the same lives bring the same lists, board, figures and refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import badges, campaigns, prospects, search, today
from fmcrm_desktop.services.campaigns import AudienceForm, costs, responses
from fmcrm_desktop.services.campaigns.responses import ResponsesForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.prospecting import card, enter, win
from tests.services.test_campaigns import FIRST, LAST, lives, sheet


def seen(office: Office, sample: Sample) -> list[Any]:
    """What a person sees of the same sixty lives, whatever the database."""
    lives(office, sample)
    span = (FIRST.isoformat(), LAST.isoformat())
    queries = (
        Query(), Query("lead 1"), Query(sort="next_day"), Query(sort="closed", descending=True), Query(archived=True),
        Query(where={"state": ("late", "won")}), Query(where={"closed": span, "reached": ("viewing",)}),
        Query(where={"campaign": (None,)}),
    )  # fmt: skip
    found = [
        [row.number for row in office.ask(prospects.rows, list(office.ask(prospects.page, each).ids))]
        for each in queries
    ]
    stages = [
        (each.state, each.total, [row.number for row in each.cards])
        for each in office.ask(prospects.board, {"source": ("web",)})
    ]
    rows = [row.amount for row in office.ask(costs.page, Query(where={"days": span}, sort="amount")).first]
    mine = [line.text for line in (*office.ask(today.sheet).late,) if line.what == "next_step"]
    figures = replace(sheet(office), head=None)
    of = [office.ask(campaigns.of_campaign, row.id) for row in office.ask(campaigns.page, Query()).first]
    return [found, stages, rows, mine, figures, of, office.ask(badges.now).by_tab["prospects"]]


def test_both_databases_tell_the_same(office: Office, sample: Sample, served: tuple[Office, Sample]) -> None:
    here, there = seen(office, sample), seen(*served)
    for one, other in zip(here, there, strict=True):
        assert one == other


def test_deeds_and_undo_on_the_server(served: tuple[Office, Sample]) -> None:
    office, sample = served
    id = enter(office, phone="138 0013 8000", email="a@b.cn", campaign_id=None, units=(sample.unit,))
    assert office.ask(prospects.similar, office.ask(prospects.form_of, id), id)[1][0].row.id == sample.owner
    with pytest.raises(Refusal):
        office.do(prospects.person_of, id)
    done = win(office, id, person_id=sample.owner)
    assert card(office, id).row.state == "won"
    office.undo(done.deed)
    assert card(office, id).row.state == "new" and card(office, id).person is None
    assert ("lead", id) in {(each.kind, each.ref) for each in office.ask(search.find, "8000")}
    of = office.do(campaigns.add, campaigns.CampaignForm("Day", from_day=FIRST)).result
    office.do(campaigns.address, of, AudienceForm(building_id=sample.building))
    office.do(responses.add, ResponsesForm(of, people=(sample.owner, sample.tenant)))
    assert len(office.ask(responses.page, Query("fang", where={"campaign": (of,)}))) == 1
