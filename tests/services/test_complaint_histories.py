"""Whatever is done to several complaints in whatever order — by hand, many at once, from a file, by merging who made
them, put in the bin and taken out, undone at any time — none is closed without an answer to the person, none followed
up without what was learned."""

from __future__ import annotations

import csv
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import actions, complaints, imports, merging
from fmcrm_desktop.services.actions import ActionForm, DoneForm
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AlsoForm,
    AnswerForm,
    FollowUpForm,
    GiveForm,
    ManyComplaintsForm,
    NoticeForm,
    ReasonForm,
    RemedyForm,
    ResolveForm,
)
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import rude_guard

STEPS = int(os.environ.get("FMCRM_COMPLAINT_STEPS", "70"))
HISTORIES = int(os.environ.get("FMCRM_COMPLAINT_HISTORIES", "6"))
HEADS = [
    "Number", "Received", "Own words", "Status", "Answer", "Lesson", "Anonymous", "Customer", "Telephone", "Resolved",
]  # fmt: skip
Deed = Callable[[], Any]


class History:
    """Does what clerks do, at random."""

    def __init__(self, office: Office, sample: Sample, folder: Path, seed: int) -> None:
        self.office, self.sample, self.folder = office, sample, folder
        self.chance = random.Random(seed)
        self.ids: list[int] = []
        self.deeds: list[int] = []
        self.done = 0

    def step(self) -> None:
        try:
            outcome = self.chance.choice(self._choices())()
        except Refusal as refusal:
            assert str(refusal)
            return
        self.done += 1
        if getattr(outcome, "deed", None) is not None:
            self.deeds.append(outcome.deed)

    def _choices(self) -> list[Deed]:
        do, say = self.office.do, self._say
        single: list[tuple[Callable[..., Any], Callable[[], Any]]] = [
            (
                complaints.acknowledge,
                lambda: AcknowledgeForm(say(), thanks=self.chance.choice(["", "call", "letter"])),
            ),
            (complaints.answer, lambda: AnswerForm(say())),
            (complaints.investigate, lambda: GiveForm(self.sample.clerk, say())),
            (complaints.agree_action, lambda: ActionForm(say())),
            (complaints.remedy, lambda: RemedyForm(say())),
            (complaints.resolve, lambda: ResolveForm(say(), say(), lesson=say())),
            (complaints.resolve, lambda: ResolveForm(say(), say(), lesson=say())),
            (complaints.follow_up, lambda: FollowUpForm(say())),
            (complaints.withdraw, lambda: ReasonForm(say())),
            (complaints.reopen, lambda: ReasonForm("Again")),
            (complaints.write_notice, lambda: NoticeForm(say(), say())),
            (complaints.also, lambda: AlsoForm(self.sample.tenant, say())),
        ]
        steps: list[Deed] = [
            lambda case=case, form=form: do(case, self._one(), form()) for case, form in single
        ]
        return steps * 2 + [
            self._register, self._register, self._change, self._change, self._import, self._import, self._undo,
            self._undo, self._undo, self._many, self._merge, lambda: do(complaints.archive, self._one()),
            lambda: do(complaints.restore, self._one()), self._action_done,
        ]  # fmt: skip

    def _say(self) -> str:
        return self.chance.choice(["", " \u200b", "\u3164", "We are sorry", "Guards greet first"])

    def _one(self) -> int:
        return self.chance.choice(self.ids) if self.ids else self._register().result

    def _register(self) -> Any:
        form = rude_guard(self.sample)
        if self.chance.random() < 0.4:
            form.person_id, form.anonymous = None, True
            form.people = self.chance.choice([(), (self.sample.tenant,)])
        outcome = self.office.do(complaints.register, form)
        self.ids.append(outcome.result)
        return outcome

    def _change(self) -> Any:
        id = self._one()
        form = self.office.ask(complaints.form_of, id)
        form.anonymous, form.people = self.chance.random() < 0.4, self.chance.choice([(), form.people])
        form.person_id = None if form.anonymous else self.sample.owner
        return self.office.do(complaints.change, id, form)

    def _many(self) -> Any:
        ids = self.chance.sample(self.ids, min(3, len(self.ids)))
        case = self.chance.choice([complaints.archive_many, complaints.restore_many, complaints.hung_up])
        if self.chance.random() < 0.5:
            return self.office.do(complaints.change_many, ids, ManyComplaintsForm(severity=2))
        return self.office.do(case, ids)

    def _action_done(self) -> Any:
        action = self.office.do(actions.add, ActionForm("Script", complaint_id=self._one())).result
        return self.office.do(actions.done, action, DoneForm())

    def _import(self) -> Any:
        """A file of an older system, or of our own, about new complaints and about those that are here."""
        path = self.folder / f"{self.chance.random()}.csv"
        with closing(sqlite3.connect(self.office.store.path)) as connection:
            ours = [row[0] for row in connection.execute("select number from complaint")]
        rows = [
            [
                self.chance.choice([*ours, f"OLD{self.chance.randrange(9)}"]), "2026-11-10 10:00", "Noise at night",
                self.chance.choice(["Open", "Resolved", "Closed", "Followed up", ""]),
                self.chance.choice(["-", "暂无", self._say()]), self._say(), self.chance.choice(["yes", "no", ""]),
                *self.chance.choice([("Ann Li", "13800138111"), ("Wang Wu", ""), ("", "")]),
                self.chance.choice(["2026-11-12 10:00", ""]),
            ]
            for _ in range(4)
        ]  # fmt: skip
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADS, *rows])
        choice = Choice(path)
        file = ImportFile.open(choice, kind_of(choice, "complaints"), None, "Asia/Shanghai")
        return self.office.do(imports.run, file.source())

    def _merge(self) -> Any:
        """Two of those who complained turn out to be one."""
        with closing(sqlite3.connect(self.office.store.path)) as connection:
            asked = "select id from person where merged_into_id is null and archived is null order by id"
            people = [row[0] for row in connection.execute(asked)]
        if len(people) < 2:
            return self._register()
        return self.office.do(merging.merge, MergeForm(*self.chance.sample(people, 2)))

    def _undo(self) -> Any:
        return self.office.undo(self.chance.choice(self.deeds)) if self.deeds else self._register()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_no_history_leaves_anybody_without_an_answer_or_the_office_without_a_lesson(
    office: Office, sample: Sample, office_path: Path, tmp_path: Path, seed: int
) -> None:
    history = History(office, sample, tmp_path, seed)
    now, closed = NOW, 0
    for _ in range(STEPS):
        now += timedelta(minutes=history.chance.choice([1, 45, 600]))
        office.store.clock = lambda now=now: now
        history.step()
        with closing(sqlite3.connect(office_path)) as connection:
            closed += look(connection)
            history.ids = [row[0] for row in connection.execute("select id from complaint order by id")]
    assert history.done > STEPS // 4 and closed > 0


def look(connection: sqlite3.Connection) -> int:
    """What must hold after every deed, in the bin too, for it may be emptied out again; gives how many are closed."""
    unanswered = connection.execute(
        "select number from complaint c where state in ('resolved', 'followed_up') and (person_id is not null"
        " or not anonymous"
        " or exists (select 1 from complaint_person p where p.complaint_id = c.id))"
        " and (answered is null or answer in ('\u200b', '\u3164', '-', '暂无'))"
    ).fetchall()
    unlearned = connection.execute(
        "select number from complaint where state = 'followed_up' and lesson in ('', '\u200b', '\u3164')"
    ).fetchall()
    assert (unanswered, unlearned) == ([], [])
    asked = "select count(*) from complaint where state in ('resolved', 'followed_up') and archived is null"
    return int(connection.execute(asked).fetchone()[0])
