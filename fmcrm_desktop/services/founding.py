"""Founding an office: its settings, the first member of staff, the first categories, letters and questionnaires."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Annotated
from zoneinfo import available_timezones

from fmcrm_desktop.model.category import FIRST_COMPLAINT, FIRST_ORDER, Category
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE, LANGUAGES, N_
from fmcrm_desktop.services import call_topics, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


def guessed_zone(language: str) -> str:
    """This machine's time zone by its IANA name. One that was never told its place has UTC, where no office is: who
    reads Chinese there is in China."""
    told = _told_zone()
    return "Asia/Shanghai" if language == CHINESE and not country_of(told) else told


def _told_zone() -> str:
    said = os.environ.get("TZ", "")
    link = os.path.realpath("/etc/localtime")
    for name in (said, link.partition("zoneinfo/")[2], _windows_zone()):
        if name in available_timezones():
            return name
    return "UTC"


def _windows_zone() -> str:
    """Windows tells offsets, not names: the offices' own country first, then the whole hours."""
    if os.name != "nt":
        return ""
    offset = datetime.now(UTC).astimezone().utcoffset() or timedelta()
    hours = int(offset.total_seconds() // 3600)
    return "Asia/Shanghai" if hours == 8 else f"Etc/GMT{-hours:+d}" if hours else "UTC"


def country_of(zone: str) -> str:
    """The country (ISO 3166, two letters) a time zone lies in, by the zones' own table (zone.tab of the tz database);
    empty for those that lie in none, such as UTC."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        code, *rest = line.split("\t")
        if rest[1:2] == [zone]:
            return code
    return ""


@dataclass
class OfficeForm:
    """What a new office is asked for."""

    name: Annotated[str, Field(N_("Name of the office"), longest=120, required=True)] = ""
    zone: Annotated[str, Field(N_("Time zone"), longest=60, required=True, known=available_timezones)] = "UTC"
    currency: Annotated[str, Field(N_("Currency"), longest=3, required=True)] = "CNY"
    language: Annotated[str, Field(N_("Language"), choices=LANGUAGES, required=True)] = "en"
    manager: Annotated[str, Field(N_("Your name"), longest=120)] = ""


def checked(form: OfficeForm) -> dict[str, str]:
    """What goes into the settings. Raises Invalid; asked before a file is made, so that none is left behind."""
    form.currency = form.currency.upper()
    check(form)
    known = {
        "office.name": form.name,
        "office.zone": form.zone,
        "office.currency": form.currency,
        "office.language": form.language,
    }
    settings.check(known)
    # Telephones are read and holidays loaded by it; where the zone tells none, it stays the one of the settings.
    return known | {"office.country": country} if (country := country_of(form.zone)) else known


@needs("office.settings")
def found(work: Work, form: OfficeForm) -> int:
    """Set up an empty office; gives the id of its first member of staff, a manager."""
    known = checked(form)
    chinese = form.language == CHINESE
    manager = work.add(Staff(name=form.manager or ("经理" if chinese else "Manager"), role="manager"))
    settings.put(work, **known, default_staff=manager.id)
    for subject, first in (("order", FIRST_ORDER), ("complaint", FIRST_COMPLAINT)):
        for position, (code, (english, zh)) in enumerate(first.items()):
            name, other = (zh, english) if chinese else (english, zh)
            work.add(Category(subject=subject, code=code, name=name, other_name=other, position=position))
    # Here, for an office is founded once and opened every day.
    from fmcrm_desktop.services.issued_documents.ready import suggest as first_documents
    from fmcrm_desktop.services.letters.first import suggest as first_letters
    from fmcrm_desktop.services.questionnaires.ready import suggest as first_questionnaires

    first_letters(work)
    first_documents(work)
    first_questionnaires(work)
    call_topics.put_first(work)
    return manager.id
