"""The demo's agreements: care of homes by the month, shops by their area, repairs by the order; in every state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from fmcrm_desktop.model.agreement import AgreementBelief
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import agreements, settings, targets
from fmcrm_desktop.services.agreements import AgreementForm, IncludedLine, MonthForm, TermsForm
from fmcrm_desktop.services.demo.stage import Dweller
from fmcrm_desktop.services.targets import RuleForm
from fmcrm_desktop.store.work import Work

KINDS = (
    ("Full care of the home", "住宅全包维护", "month", 18_000, True, True),
    ("Labour included", "人工包干维护", "month", 9_900, True, False),
    ("Care by area", "按面积维护", "area", 45, True, False),
    ("Repairs at a fixed price", "定价维修", "service", 12_000, True, False),
)
SERVICES = (
    ("included", "Plumbing and drains", "给排水维修"), ("included", "Lamps and switches", "灯具与开关维修"),
    ("included", "A yearly check of the home", "每年一次入户检查"), ("extra", "Deep cleaning", "深度保洁"),
)  # fmt: skip
BELIEFS = (
    ("Appliances are repaired too", "家电也包修", "Fixed installations only", "仅限固定设施", "differs"),
    ("Somebody comes at night", "夜间也上门", "Emergencies round the clock", "紧急情况全天候", "match"),
    ("Parts are free", "材料免费", "Parts up to 200 a year", "材料每年 200 元以内", "settled"),
)
MOST = 60
STATES = ("running",) * 7 + ("draft", "offered", "signed")


def agree(work: Work, chance: Random, dwellers: Sequence[Dweller]) -> int:
    """Agreements with about every sixth of those who live here; the last full month is charged. How many."""
    chinese = settings.get(work, "office.language") == CHINESE
    today = work.now.astimezone(work.zone).date()
    found = 0
    for at, dweller in enumerate(dwellers[::6][:MOST]):
        state = STATES[at % len(STATES)]
        name, other, charged, price, labour, parts = KINDS[at % len(KINDS)]
        months = chance.randrange(2, 30)
        first = today + timedelta(20) if state == "signed" else _back(today, months)
        id = agreements.add(work, AgreementForm(
            name=other if chinese else name, person_id=dweller.person, units=(dweller.unit,), from_day=first,
            until_day=_year_after(first, months), state=state, covers_labour=labour, covers_parts=parts, price=price,
            charged=charged, index_percent=Decimal("2.5") if at % 2 else None,
            index_from=first if at % 2 else None, renewal="same_term" if at % 3 else "none", notice_days=30,
            lines=tuple(IncludedLine(kind, texts[chinese]) for kind, *texts in SERVICES),
        ))  # fmt: skip
        found += 1
        if at % 5 == 0:
            _extra(work, id, chinese, months > 3 and state == "running", (today, price))
    if found:
        last = Month.of(work.now, work.zone).plus(-1)
        agreements.make_month(work, MonthForm(str(last), today + timedelta(14)))
    return found


def _extra(work: Work, id: int, chinese: bool, older: bool, now: tuple[date, int]) -> None:
    """What the customer believes, targets of its own, and other terms since a while."""
    for belief, its_belief, contract, its_contract, mark in BELIEFS:
        said = (its_belief, its_contract) if chinese else (belief, contract)
        work.add(AgreementBelief(agreement_id=id, belief=said[0], contract=said[1], mark=mark))
    targets.add_rule(work, RuleForm(agreement_id=id, respond="0:30", arrive="2:00", finish="8:00"))
    if older:
        form = agreements.terms_form(work, id)
        why = "续签时调整" if chinese else "Wages rose"
        agreements.change_terms(
            work, id, TermsForm(_back(now[0], 2), now[1] + 1_500, form.charged, form.index_percent, form.index_from,
                                form.covers_labour, form.covers_parts, why)
        )  # fmt: skip


def _back(day: date, months: int) -> date:
    month = Month(day.year, day.month).plus(-months)
    return month.first


def _year_after(first: date, months: int) -> date:
    """The last day of a term of a year, or of two where the first is over."""
    years = 1 + months // 12
    return date(first.year + years, first.month, 1) - timedelta(1)
