"""Entering what cannot be counted, with the reason; setting a tier by hand; the weights and thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.customer_value import ENTERED, FACTORS, ValueEntry
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.customer_value.card import card
from fmcrm_desktop.services.customer_value.scoring import THRESHOLDS, TIER, WEIGHTS, rule
from fmcrm_desktop.services.customer_value.tiers import give
from fmcrm_desktop.services.owners.listing import today
from fmcrm_desktop.store.work import Work

POINTS = N_("Between 0 and 100.")


@dataclass
class EntryForm:
    """Points for one of the entered factors."""

    points: Annotated[int | None, Field(N_("Points, 0 to 100"), required=True)] = None
    why: Annotated[str, Field(N_("Why"), longest=500, lines=3, required=True)] = ""


@dataclass
class TierForm:
    """A tier that holds whatever the score says; empty goes back to the computed one."""

    tier: Annotated[str, Field(N_("Tier"), choices={"": N_("As computed"), **TIERS})] = ""
    why: Annotated[str, Field(N_("Why"), longest=500, lines=3, required=True)] = ""


@dataclass
class WeightsForm:
    """How much each factor weighs, and where the tiers begin."""

    total: Annotated[int | None, Field(FACTORS["total"], required=True, group=N_("Weights"))] = None
    potential: Annotated[int | None, Field(FACTORS["potential"], required=True, group=N_("Weights"))] = None
    profit: Annotated[int | None, Field(FACTORS["profit"], required=True, group=N_("Weights"))] = None
    insight: Annotated[int | None, Field(FACTORS["insight"], required=True, group=N_("Weights"))] = None
    influence: Annotated[int | None, Field(FACTORS["influence"], required=True, group=N_("Weights"))] = None
    tier_a: Annotated[int | None, Field(N_("Tier A from"), required=True, group=N_("Tiers, in points"))] = (
        None
    )
    tier_b: Annotated[int | None, Field(N_("Tier B from"), required=True, group=N_("Tiers, in points"))] = (
        None
    )


@needs("money.read")
def entry_form(work: Work, person: int, factor: str) -> EntryForm:
    """The points as they stand; each new entry has its own reason."""
    line = next(each for each in card(work, person).lines if each.factor == factor)
    return EntryForm(line.entry.points if line.entry else None)


@needs("person.write")
def enter(work: Work, person: int, factor: str, form: EntryForm) -> int:
    """Give a customer points for a factor, from today on; what stood before is kept below it. Raises Invalid."""
    check(form)
    if factor not in ENTERED:
        raise KeyError(factor)
    if form.points is None or not 0 <= form.points <= 100:
        raise Invalid(points=POINTS)
    work.get(Person, person)
    return work.add(
        ValueEntry(
            person_id=person, factor=factor, points=form.points, why=form.why, day=today(work),
            staff_id=work.who.staff_id,
        )
    ).id  # fmt: skip


@needs("money.read")
def tier_form(work: Work, person: int) -> TierForm:
    """The tier that was set by hand, if one was."""
    by_hand = card(work, person).set_by
    return TierForm(by_hand.tier if by_hand else "")


@needs("office.settings")
def set_tier(work: Work, person: int, form: TierForm) -> int:
    """Set a tier by hand, or let the computed one hold again; open work orders follow its targets at once."""
    check(form)
    it = work.get(Person, person)
    entry = ValueEntry(
        person_id=person,
        factor=TIER,
        tier=form.tier,
        why=form.why,
        day=today(work),
        staff_id=work.who.staff_id,
    )
    work.add(entry)
    wanted = form.tier or card(work, person).computed
    if wanted and wanted != it.tier:
        give(work, {(it.tier, wanted): [person]})
    return entry.id


@needs("money.read")
def weights(work: Work) -> WeightsForm:
    """Weights and thresholds as they stand."""
    its = rule(work)
    return WeightsForm(**{name: its.weights[name] for name in FACTORS}, tier_a=its.tier_a, tier_b=its.tier_b)


@needs("office.settings")
def keep_weights(work: Work, form: WeightsForm) -> None:
    """Keep weights and thresholds; scores follow at once, tiers when they are applied. Raises Invalid."""
    check(form)
    wrong: dict[str, str] = {}
    for name in (*FACTORS, "tier_a", "tier_b"):
        given = getattr(form, name)
        if given is None or not 0 <= given <= 100:
            wrong[name] = POINTS
    if wrong:
        raise Invalid(**wrong)
    given = {name: getattr(form, name) for name in FACTORS}
    if not any(given.values()):
        raise Invalid(total=N_("Something must weigh."))
    if form.tier_b is None or form.tier_a is None or form.tier_b >= form.tier_a:
        raise Invalid(tier_b=N_("Tier B begins below tier A."))
    settings.put(work, **{WEIGHTS: given, THRESHOLDS: {"A": form.tier_a, "B": form.tier_b}})
