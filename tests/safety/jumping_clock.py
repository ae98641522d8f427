"""A clock that is set wrong and right again between deeds, and what an office does under it."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import calls, complaints, counter, equipment, work_orders
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AnswerForm,
    FollowUpForm,
    GiveForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.counter import VisitForm as CameForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import (
    AssignForm,
    DoneForm,
    OrderForm,
    ReopenForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from tests.sample import Sample
from tests.services.complaining import rude_guard

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
JUMPS = (
    timedelta(hours=-2), timedelta(hours=-26), timedelta(days=365), timedelta(days=-365), timedelta(minutes=1),
    timedelta(minutes=50), timedelta(hours=7), timedelta(days=1), timedelta(seconds=-1), timedelta(0),
)  # fmt: skip
LENGTHS = (
    "minutes",
    "seconds",
    "hours",
    "passed",
    "median",
    "mean",
    "longest",
    "numerator",
    "denominator",
    "value",
)
MAY_BE_LESS = {"left", "change", "changed", "moved", "balance"}
"""Figures that say how far beyond something is: less than nothing is their meaning."""


def edges(zone: str) -> list[datetime]:
    """A gap and an overlap of the zone's clock where it has them, 29 February, a 31st, a year's end: half an hour
    before each."""
    place, found = ZoneInfo(zone), []
    hour = datetime(2026, 1, 1, tzinfo=UTC)
    while hour.year == 2026:
        if hour.astimezone(place).utcoffset() != (hour + timedelta(hours=1)).astimezone(place).utcoffset():
            found.append(hour + timedelta(minutes=30))
        hour += timedelta(hours=1)
    found += [
        datetime(*day, 23, 30, tzinfo=place).astimezone(UTC)
        for day in ((2028, 2, 28), (2026, 8, 30), (2026, 12, 31))
    ]
    return found


def at(office: Office, moment: datetime) -> None:
    office.store.clock = lambda: moment


def lengths(told: object, path: str = "") -> Iterator[tuple[str, float]]:
    """Every figure of an answer that says how long something took or how much there was."""
    name = path.rpartition(".")[2].partition("[")[0]
    if dataclasses.is_dataclass(told) and not isinstance(told, type):
        for field in dataclasses.fields(told):
            if field.name not in MAY_BE_LESS:
                yield from lengths(getattr(told, field.name), f"{path}.{field.name}")
    elif isinstance(told, Mapping):
        for key, value in told.items():
            yield from lengths(value, f"{path}[{key}]")
    elif isinstance(told, list | tuple):
        for at, value in enumerate(told):
            yield from lengths(value, f"{path}[{at}]")
    elif isinstance(told, int | float) and any(each in name for each in LENGTHS):
        yield path, float(told)
    elif isinstance(told, timedelta):
        yield path, told.total_seconds()


class Life:
    """An order, a complaint, a visitor and a call, each led on by whatever may be done with it next."""

    def __init__(self, office: Office, sample: Sample, chance: random.Random) -> None:
        self.office, self.sample, self.chance = office, sample, chance
        self.deeds: list[int | None] = []
        self.orders: list[int] = []
        self.complaints: list[int] = []
        self.visitors: list[int] = []
        code = f"L-{chance.getrandbits(40)}"
        self.machine = self.do(equipment.add, equipment.EquipmentForm(code=code, name="Lift", kind="lift"))

    def do(self, case: Callable[..., Any], *given: Any) -> Any:
        done = self.office.do(case, *given)
        self.deeds.append(done.deed)
        return done.result

    def tried(self, case: Callable[..., Any], *given: Any) -> None:
        """A refusal in a sentence is an answer too."""
        try:
            self.do(case, *given)
        except Refusal as refusal:
            assert str(refusal)

    def begin(self) -> None:
        it = self.sample
        form = OrderForm(summary="Tap", person_id=it.owner, unit_id=it.unit)
        self.orders.append(self.do(work_orders.enter, form))
        self.complaints.append(self.do(complaints.register, rude_guard(it)))
        self.visitors.append(self.do(counter.add, CameForm(name="Somebody", topic="Fees")))

    def go_on(self) -> None:
        """One deed with one of each."""
        self._order(self.chance.choice(self.orders))
        self._complaint(self.chance.choice(self.complaints))
        self._visitor(self.chance.choice(self.visitors))
        form = self.office.ask(calls.draft, {"person": self.sample.owner})
        form.topic, form.clock = "Water", self.office.store.clock() + self.chance.choice(JUMPS)
        self.tried(calls.log, form)
        standing = self.chance.choice((equipment.begin, equipment.end))
        forms = {equipment.begin: equipment.DowntimeForm, equipment.end: equipment.EndForm}
        self.tried(standing, self.machine, forms[standing]())

    def _order(self, id: int) -> None:
        now, staff = self.office.store.clock(), (self.sample.plumber, self.sample.electrician)
        card = self.office.ask(work_orders.card, id)
        step = self.chance.choice(card.steps)
        start = now + timedelta(hours=3)
        forms: dict[str, Any] = {
            "assign": AssignForm(self.chance.choice([one for one in staff if one != card.staff_id]), "Why not"),
            "schedule": VisitForm((staff[0],), start, overrule="Busy"),
            "wait": WaitForm("waiting_parts" if card.state == "waiting_owner" else "waiting_owner", "Because"),
            "done": DoneForm(fix="Mended"), "cancel": WhyForm("No"), "reopen": ReopenForm("Again", staff[0]),
        }  # fmt: skip
        if step != "decline":
            self.tried(getattr(work_orders, step), id, *((forms[step],) if step in forms else ()))

    def _complaint(self, id: int) -> None:
        case, form = self.chance.choice([
            (complaints.acknowledge, AcknowledgeForm("Thanks", None, self.sample.clerk)),
            (complaints.investigate, GiveForm(self.sample.clerk, "Look")),
            (complaints.answer, AnswerForm("Sorry")), (complaints.resolve, ResolveForm("Sorry", "Rest")),
            (complaints.follow_up, FollowUpForm("Good", "Rest")), (complaints.reopen, ReasonForm("Again")),
        ])  # fmt: skip
        self.tried(case, id, form)

    def _visitor(self, id: int) -> None:
        self.tried(self.chance.choice((counter.serve, counter.finish, counter.leave)), id)
