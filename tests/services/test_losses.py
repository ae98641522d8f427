"""Which behaviour cost the office customers: counted beside each scale, opened as the complaints behind it."""

from __future__ import annotations

import random
from pathlib import Path

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import behaviour, complaints
from fmcrm_desktop.services.complaints import ReasonForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.tabs.behaviour.scales import COUNTED
from tests.sample import Sample
from tests.services.complaining import kept, rude_guard

BLAMED = "select id from complaint where scale_id = ? and loss = ?"


def test_losses_are_counted_by_the_behaviour_behind_them(
    office: Office, sample: Sample, office_path: Path
) -> None:
    office.do(behaviour.add_twelve)
    scales = [row.id for row in office.ask(behaviour.scale_page, Query()).first]
    chance = random.Random(5)
    for at in range(40):
        form = rude_guard(sample)
        form.scale_id = chance.choice([None, *scales[:4]])
        form.loss = chance.choice(("", "lost", "at_risk"))
        id = office.do(complaints.register, form).result
        if at % 9 == 0:
            office.do(complaints.archive, id, 1)
        elif at % 7 == 0:
            office.do(complaints.withdraw, id, ReasonForm("Taken back"))
    for row in office.ask(behaviour.scale_page, Query()).first:
        for loss, count in (("lost", row.lost), ("at_risk", row.at_risk)):
            counted = kept(
                office_path, f"{BLAMED} and archived is null and state <> 'withdrawn'", row.id, loss
            )
            assert count == len(counted)
            where = {"scale": (row.id,), "loss": (loss,), "state": COUNTED}
            assert set(office.ask(complaints.page, Query(where=where)).ids) == {id for (id,) in counted}
    assert sum((row.lost or 0) for row in office.ask(behaviour.scale_page, Query()).first) > 0
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert {row.lost for row in office.ask(behaviour.scale_page, Query()).first} == {None}
