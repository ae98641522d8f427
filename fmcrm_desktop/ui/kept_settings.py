"""What the change log calls the value of a setting: the days off, the targets, what a code stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from fmcrm_desktop.model.customer_value import FACTORS
from fmcrm_desktop.model.words import LANGUAGES, N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.model.working_words import week, worked
from fmcrm_desktop.services.change_values import STAGES
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.month_setup import PARTS
from fmcrm_desktop.services.office_settings import PARTS as DAY_PARTS
from fmcrm_desktop.services.office_settings.mail import SECURITY
from fmcrm_desktop.ui.kit.text import text_of

CODES: Mapping[str, Mapping[str, str]] = {
    "office.language": LANGUAGES,
    "month_report.language": {**LANGUAGES, "both": N_("Both languages")},
    "mail.security": SECURITY,
    "first_steps": dict.fromkeys(("new", "again"), N_("On the page Today")) | {"away": N_("Put away")},
    "progress.work_order": STAGES,
    "progress.complaint": STAGES,
}


def said_of(name: str, value: Any, words: Words) -> str:
    """A setting's value in words, a line for each part of it."""
    told = _TELL.get(name)
    if told is not None and value:
        return told(value, words) or "—"
    return text_of(value, words, CODES.get(name)) or "—"


def _days(value: Sequence[Mapping[str, Any]], words: Words) -> str:
    return "\n".join(_day(each, words) for each in value)


def _day(each: Mapping[str, Any], words: Words) -> str:
    said = words.date(date.fromisoformat(each["day"]))
    if each.get("hours"):
        hours = words.listed("–".join(span) for span in each["hours"])
        return f"{said} {words(N_('Worked {hours}'), hours=hours)}"
    part = each.get("part") or "whole"
    name = each.get("name") or words(N_("Day off"))
    return f"{said} {name}" if part == "whole" else f"{said} {name} · {words(DAY_PARTS[part])}"


def _targets(value: Mapping[str, Mapping[str, Any]], words: Words) -> str:
    parts = {"respond": N_("First response"), "arrive": N_("Arrival"), "finish": N_("Finish")}

    def said(kept: Mapping[str, Any]) -> str:
        return words.listed(f"{words(part)} {worked(kept[key], words)}" for key, part in parts.items())

    lines = ((words(title), value[it]) for it, title in PRIORITIES.items() if it in value)
    return "\n".join(words(N_("{name}: {text}"), name=title, text=said(kept)) for title, kept in lines)


def _weights(value: Mapping[str, Any], words: Words) -> str:
    return words.listed(f"{words(FACTORS.get(name, name))} {points}" for name, points in value.items())


def _measures(value: Mapping[str, Any], words: Words) -> str:
    known = {name: figure for name, figure in value.items() if name in BY_NAME}
    return words.listed(
        f"{words(BY_NAME[name].title)} {text_of(figure, words) or '—'}" for name, figure in known.items()
    )


def _parts(value: Sequence[tuple[str, bool]], words: Words) -> str:
    return words.listed(words(PARTS[name]) for name, printed in value if printed and name in PARTS)


_TELL: dict[str, Callable[[Any, Words], str]] = {
    "hours": lambda value, words: week(words, value),
    "holidays": _days,
    "targets": _targets,
    "value.weights": _weights,
    "value.thresholds": _weights,
    "measure.targets": _measures,
    "month_report.parts": _parts,
}
