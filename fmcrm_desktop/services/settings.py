"""The office's settings: one table of names and defaults, kept as JSON."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import select

from fmcrm_desktop.model.keeping import Setting
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import LANGUAGES, N_
from fmcrm_desktop.services.cases import FREE, needs
from fmcrm_desktop.store.work import Work

DEFAULTS: dict[str, Any] = {
    "office.name": "",
    "office.zone": "UTC",
    "office.currency": "CNY",
    "office.language": "en",
    "office.paper": "A4",
    "office.phone": "",
    "office.address": "",
    "office.country": "CN",
    "office.region": "",
    "office.attachments": "",
    "office.unit_pattern": "{building}-{code}",
    "sign_in": False,
    "lock.minutes": 15,
    "default_staff": None,
    # weekday (0 is Monday) → spans of local time
    "hours": {str(day): [["08:30", "12:00"], ["13:30", "18:00"]] for day in range(6)},
    "holidays": [],
    "clock.acknowledge_minutes": 4 * 60,
    "clock.answer_minutes": 3 * 480,
    "clock.follow_up_days": 14,
    # priority → working minutes to respond, arrive, finish; urgent runs round the clock
    "targets": {
        "urgent": {"respond": 30, "arrive": 120, "finish": 24 * 60, "round_the_clock": True},
        "high": {"respond": 60, "arrive": 4 * 60, "finish": 16 * 60, "round_the_clock": False},
        "normal": {"respond": 4 * 60, "arrive": 16 * 60, "finish": 40 * 60, "round_the_clock": False},
        "low": {"respond": 8 * 60, "arrive": 40 * 60, "finish": 80 * 60, "round_the_clock": False},
    },
    "repeat.days": 14,
    # after how many months calls and prospects are offered for erasure; 0: never
    "keep.calls_months": 0,
    "keep.prospects_months": 0,
    # once the office has territories, a technician sees the orders of own ones only, unless this is set
    "orders.technicians_see_all": False,
    "dispatch.travel_minutes": 15,
    "number.order": "W-{yy}{mm}-{n:03d}",
    "number.complaint": "C-{yy}{mm}-{n:03d}",
    "number.letter": "L-{yy}{mm}-{n:03d}",
    "number.agreement": "A-{yy}{mm}-{n:03d}",
    "number.bill": "R-{yy}{mm}-{n:03d}",
    "number.commendation": "M-{yy}{mm}-{n:03d}",
    "number.suggestion": "S-{yy}{mm}-{n:03d}",
    "number.proposal": "P-{yy}{mm}-{n:03d}",
    "number.document": "D-{yy}{mm}-{n:03d}",
    "number.lead": "N-{yy}{mm}-{n:03d}",
    "number.meeting": "CM-{yy}{mm}-{n:02d}",
    "number.decision": "CD-{yy}{mm}-{n:02d}",
    "number.opinion": "CO-{yy}{mm}-{n:02d}",
    "number.dispute": "CX-{yy}{mm}-{n:02d}",
    "number.post": "PO-{yy}{mm}-{n:03d}",
    "post.days": 7,
    "bill.due_days": 14,
    # the mail server; its password is in the system's keyring (store/keys.py). Without a server nothing is sent
    "mail.server": "",
    "mail.port": 587,
    "mail.security": "starttls",
    "mail.user": "",
    "mail.sender_name": "",
    "mail.sender_address": "",
    "tell.guests": False,
    # states of a matter at which its people are told how it goes on (telling_progress.py)
    "progress.work_order": [],
    "progress.complaint": [],
    # what a customer is worth: how much each factor weighs, from how many points on tiers A and B begin
    "value.weights": {"total": 30, "potential": 15, "profit": 25, "insight": 15, "influence": 15},
    "value.thresholds": {"A": 60, "B": 30},
    # month → what the office took that is no service, in minor units
    "other_revenue": {},
    # measure → target in its own unit, null for none; where it is silent the measure's own target holds
    "measure.targets": {},
    # the month's report: [part, printed] in the office's order (none: the usual one); "both" is a language, too;
    # the folder it is printed into by itself once a month, and the last month that was
    "month_report.parts": [],
    "month_report.language": "",
    "month_report.folder": "",
    "month_report.printed": "",
    # the checklist of a new office (first_steps.py): new, again, away; empty where there is none
    "first_steps": "",
}


@needs(FREE)
def everything(work: Work) -> dict[str, Any]:
    """Every setting, the defaults filled in."""
    here = select(Setting.name, Setting.value).where(Setting.archived.is_(None))
    kept = {row.name: json.loads(row.value) for row in work.rows(here)}
    return DEFAULTS | kept


def get(work: Work, name: str) -> Any:
    """One setting, or its default; for use inside a case. Read once a transaction."""
    cache = work.session.info.setdefault("settings", {})
    if not cache:
        cache.update(everything(work))
    return cache[name]


@needs("office.settings")
def put(work: Work, /, **values: Any) -> None:
    """Keep settings, named with _ for the dot's sake: put(work, **{"office.name": "Willow Court"})."""
    check(values)
    kept = {record.name: record for record in work.records(select(Setting).where(Setting.name.in_(values)))}
    for name, value in values.items():
        said = json.dumps(value, ensure_ascii=False)
        if name in kept:
            kept[name].value = said
            if kept[name].archived is not None:  # its first keeping was undone
                work.restore(kept[name])
        else:
            work.add(Setting(name=name, value=said))
    work.session.info.pop("settings", None)


def check(values: dict[str, Any]) -> None:
    """Refuse what the office could not work with."""
    unknown = [name for name in values if name not in DEFAULTS]
    if unknown:
        raise KeyError(unknown)
    if "office.zone" in values and values["office.zone"] not in available_timezones():
        raise Invalid(zone=N_("This time zone is not known. Choose one of the list, such as Asia/Shanghai."))
    if "office.language" in values and values["office.language"] not in LANGUAGES:
        raise Invalid(language=N_("Choose one of the list."))
    if "office.name" in values and not str(values["office.name"]).strip():
        raise Invalid(name=N_("Give the office a name."))
    if "hours" in values and not any(values["hours"].values()):
        raise Invalid(hours=N_("An office with no hours never gets anything done. Give at least one span."))
    currency = values.get("office.currency", "CNY")
    if not (isinstance(currency, str) and len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise Invalid(currency=N_("A currency is three letters, such as CNY or EUR."))


def zone(work: Work) -> ZoneInfo:
    return ZoneInfo(get(work, "office.zone"))
