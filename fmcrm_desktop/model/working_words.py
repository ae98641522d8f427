"""The arithmetic behind a due time in words, the same on the screen, on paper and in a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from fmcrm_desktop.model.words import N_, SHORT_WEEKDAYS, Words
from fmcrm_desktop.model.working_time import Line, LineKind

DAY = 24 * 60


def said(line: Line, words: Words) -> str:
    """One line: "Office hours 20 Nov 10:00–12:00: 2 h". What begins or ends on other days gives its day too."""
    same_day = line.begin is None or line.end is None or _day(line, words)
    moment = (
        words.time if same_day and line.kind not in (LineKind.START, LineKind.DUE) else words.short_moment
    )
    return words(
        line.text,
        begin=moment(line.begin),
        end=moment(line.end),
        day=words.short_date(line.day),
        minutes=worked(line.minutes, words),
        name=line.name,
    ).strip()


def explained(lines: Iterable[Line], words: Words) -> str:
    """All lines, one below the other."""
    return "\n".join(said(line, words) for line in lines)


def worked(minutes: int, words: Words) -> str:
    """Working minutes: hours beyond a day are not days, since a working day is no 24 hours."""
    if abs(minutes) < DAY:
        return words.duration(abs(minutes))
    return words(N_("{hours} h"), hours=round(abs(minutes) / 60))


def _day(line: Line, words: Words) -> bool:
    assert line.begin is not None and line.end is not None
    return words.local(line.begin).date() == words.local(line.end).date()


def week(words: Words, hours: Mapping[str, Sequence[Sequence[str]]]) -> str:
    """Mon–Fri 08:30–12:00, 13:30–18:00; Sat 09:00–12:00: days of the same hours together."""
    names = SHORT_WEEKDAYS[words.language]
    said = [words.listed("–".join(span) for span in hours.get(str(day), ())) for day in range(7)]
    found = []
    for text, days in groupby(range(7), key=lambda day: said[day]):
        first, *rest = days
        if text:
            found.append(f"{names[first]}{f'–{names[rest[-1]]}' if rest else ''} {text}")
    return ("；" if words.chinese else "; ").join(found)
