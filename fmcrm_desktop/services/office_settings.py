"""The settings a person sees: the office's own form, read and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import LANGUAGES, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

PAPERS = {"A4": "A4", "Letter": "Letter"}


@dataclass
class SettingsForm:
    """What the manager sets; the fields are named like the settings, with _ for the dot."""

    office_name: Annotated[
        str, Field(N_("Name of the office"), longest=120, required=True, group=N_("Office"))
    ] = ""
    office_phone: Annotated[str, Field(N_("Telephone"), longest=60)] = ""
    office_address: Annotated[str, Field(N_("Address"), longest=300)] = ""
    office_language: Annotated[str, Field(N_("Language"), choices=LANGUAGES, required=True)] = "en"
    office_zone: Annotated[str, Field(N_("Time zone"), longest=60, required=True)] = "UTC"
    office_currency: Annotated[str, Field(N_("Currency"), longest=3, required=True)] = "CNY"
    office_paper: Annotated[str, Field(N_("Paper"), choices=PAPERS, required=True)] = "A4"
    repeat_days: Annotated[int, Field(N_("A repeat within days"), required=True, group=N_("Clocks"))] = 14
    clock_follow_up_days: Annotated[int, Field(N_("Follow up a complaint after days"), required=True)] = 14
    lock_minutes: Annotated[
        int, Field(N_("Lock after idle minutes"), required=True, group=N_("Signing in"))
    ] = 15


NAMES = {name: name.replace("_", ".", 1) for name in SettingsForm.__dataclass_fields__} | {
    "clock_follow_up_days": "clock.follow_up_days"
}


@needs("office.read")
def form(work: Work) -> SettingsForm:
    """The settings as they are."""
    known = settings.everything(work)
    return SettingsForm(**{name: known[setting] for name, setting in NAMES.items()})


@needs("office.settings")
def change(work: Work, form: SettingsForm) -> None:
    """Keep the settings that changed. Raises Invalid."""
    check(form)
    known = settings.everything(work)
    wanted: dict[str, Any] = {setting: getattr(form, name) for name, setting in NAMES.items()}
    changed = {setting: value for setting, value in wanted.items() if known[setting] != value}
    if not changed:
        return
    try:
        settings.put(work, **changed)
    except Invalid as invalid:
        fields = SettingsForm.__dataclass_fields__
        own = {name: next((f for f in fields if f.endswith(name)), name) for name in invalid.fields}
        raise Invalid(**{own[name]: refusal for name, refusal in invalid.fields.items()}) from None
