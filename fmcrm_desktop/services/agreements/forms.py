"""The forms of agreements: with whom, at what price, what is included, what the customer believes; and their deeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from fmcrm_desktop.model.agreement import INCLUDED, MARKS
from fmcrm_desktop.model.charged import CHARGED, RENEWALS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_

WHOM, WHEN, PRICE, COVERS = (
    N_("With whom, for what"),
    N_("From when until when"),
    N_("Price"),
    N_("What is covered"),
)
A_YEAR = N_("Such as 2.5; the price rises by it once a year")


@dataclass
class IncludedLine:
    """A service and whether it is included."""

    kind: Annotated[str, Field(N_("Kind"), choices=INCLUDED, required=True)] = "included"
    text: Annotated[str, Field(N_("Service"), longest=200)] = ""
    category_id: Annotated[int | None, Field(N_("Or every order of"), pick="order_category")] = None
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass
class BeliefLine:
    """What the customer thinks, beside what the agreement says."""

    belief: Annotated[str, Field(N_("The customer thinks"), longest=400, required=True)] = ""
    contract: Annotated[str, Field(N_("The agreement says"), longest=400)] = ""
    mark: Annotated[str, Field(N_("Compared"), choices=MARKS)] = ""
    note: Annotated[str, Field(N_("Note"), longest=400)] = ""
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass
class AgreementForm:
    """Whom it is with, what it holds for and covers; days inclusive. A price given as a whole number is in minor units;
    the index is in percent a year with two decimals at most. ``state`` is set once, by the deeds afterwards."""

    name: Annotated[str, Field(N_("What was agreed"), longest=120, required=True, group=WHOM)] = ""
    person_id: Annotated[int | None, Field(N_("With"), pick="person", group=WHOM)] = None
    units: Annotated[
        tuple[int, ...],
        Field(N_("For these units"), pick="unit", hint=N_("None: all units of the person"), group=WHOM),
    ] = ()
    signers: Annotated[tuple[int, ...], Field(N_("Signs too"), pick="person", group=WHOM)] = ()
    from_day: Annotated[date | None, Field(N_("From"), group=WHEN)] = None
    until_day: Annotated[date | None, Field(N_("Until"), group=WHEN)] = None
    renewal: Annotated[str, Field(N_("After the last day"), choices=RENEWALS, required=True, group=WHEN)] = (
        "none"
    )
    notice_days: Annotated[int | None, Field(N_("Days of notice"), longest=5, group=WHEN)] = None
    price: Annotated[Money | int | None, Field(N_("Price"), group=PRICE)] = None
    charged: Annotated[str, Field(N_("How it is charged"), choices=CHARGED, required=True, group=PRICE)] = (
        "none"
    )
    index_percent: Annotated[
        Decimal | None, Field(N_("Index in percent a year"), hint=A_YEAR, group=PRICE)
    ] = None
    index_from: Annotated[date | None, Field(N_("First rise on"), group=PRICE)] = None
    covers_labour: Annotated[bool, Field(N_("Labour is covered"), group=COVERS)] = True
    covers_parts: Annotated[bool, Field(N_("Parts are covered"), group=COVERS)] = False
    lines: Annotated[tuple[IncludedLine, ...], Field(N_("Services"), group=COVERS)] = ()
    note: Annotated[str, Field(N_("Note"), longest=2000, lines=3)] = ""
    state: str = "running"
    lead_id: int | None = None
    known: tuple[int, ...] = ()
    """The services there were when the form was opened: only these can be taken out by it."""
    version: int | None = None


@dataclass
class TermsForm:
    """Other terms from a day on."""

    from_day: Annotated[date | None, Field(N_("From"), required=True)] = None
    price: Annotated[Money | int | None, Field(N_("Price"))] = None
    charged: Annotated[str, Field(N_("How it is charged"), choices=CHARGED, required=True)] = "none"
    index_percent: Annotated[Decimal | None, Field(N_("Index in percent a year"), hint=A_YEAR)] = None
    index_from: Annotated[date | None, Field(N_("First rise on"))] = None
    covers_labour: Annotated[bool, Field(N_("Labour is covered"))] = True
    covers_parts: Annotated[bool, Field(N_("Parts are covered"))] = False
    why: Annotated[str, Field(N_("Why"), longest=200, required=True)] = ""
    version: int | None = None


@dataclass
class BeliefsForm:
    """What the customer believes is included."""

    beliefs: Annotated[tuple[BeliefLine, ...], Field(N_("What the customer believes"))] = ()
    known: tuple[int, ...] = ()
    version: int | None = None


@dataclass
class SignForm:
    """The day of the signature's agreement to begin."""

    from_day: Annotated[date | None, Field(N_("Runs from"), required=True)] = None
    until_day: Annotated[date | None, Field(N_("Until"), hint=N_("Empty: open end"))] = None
    why: Annotated[str, Field(N_("Note"), longest=200)] = ""
    version: int | None = None


@dataclass
class WhyForm:
    """Why it is moved."""

    why: Annotated[str, Field(N_("Note"), longest=200)] = ""
    version: int | None = None


@dataclass
class RenewForm:
    """Until when it holds now."""

    until_day: Annotated[date | None, Field(N_("New last day"), hint=N_("Empty: open end"))] = None
    why: Annotated[str, Field(N_("Note"), longest=200)] = ""
    version: int | None = None


@dataclass
class TerminateForm:
    """Who ends it, when and why."""

    until_day: Annotated[date | None, Field(N_("Last day"), required=True)] = None
    why: Annotated[str, Field(N_("Why"), longest=200, required=True)] = ""
    both: Annotated[bool, Field(N_("Both sides agree to an earlier day"))] = False
    version: int | None = None


@dataclass
class RaiseForm:
    """By how much the prices of several agreements rise, from a day on."""

    percent: Annotated[Decimal | None, Field(N_("Percent"), required=True, hint=N_("Such as 2.5"))] = None
    from_day: Annotated[date | None, Field(N_("From"), required=True)] = None
    why: Annotated[str, Field(N_("Why"), longest=200, required=True)] = ""


@dataclass
class MonthForm:
    """The month that is charged."""

    month: Annotated[str, Field(N_("Month"), longest=7, required=True, hint="2026-11")] = ""
    due_day: Annotated[date | None, Field(N_("To be paid by"), required=True)] = None
