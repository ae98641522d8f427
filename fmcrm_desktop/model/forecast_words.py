"""What the forecast says of itself, the same on the screen and on paper."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words

HOW = N_(
    "Newly asked for: the mean of the eight full weeks before, times the season of last year where there is one (this "
    "week and its neighbours a year ago, beside the eight weeks before them). Preventive: plans. On hand: open work "
    "orders, in the week of their visit or their due day; overdue ones now. Hours: what such orders took on site, else "
    "what they were thought to take. Of this week only what is left of it."
)


def hours(words: Words, minutes: float) -> str:
    """Hours with a tenth where there are few."""
    return words(N_("{n} h"), n=words.number(minutes / 60, 1 if 0 < minutes < 600 else 0))


def signed(value: float) -> str:
    """+3.5 or −2.0."""
    return f"{value:+.1f}".replace("-", "−")
