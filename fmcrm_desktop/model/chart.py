"""A chart as figures and words only: what the screen paints and the paper prints from the same description."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """One row of figures with its finished (translated) name; None where there is no figure. ``tone`` is that of a
    state (tones.py) where the row counts one, so that it looks as its chips do."""

    label: str
    values: tuple[float | None, ...]
    tone: str = ""
    said: tuple[str, ...] = ()
    """The values in finished words (¥547.80), where a bare figure does not say them as the table beside does."""

    def word(self, at: int, plain: str) -> str:
        """What one value is called: its own word, else the plain figure."""
        return self.said[at] if at < len(self.said) else plain


@dataclass(frozen=True)
class Chart:
    """Bars beside or on each other and lines over them, on one scale that starts at nought.

    ``labels`` name the places along the foot, one for each value. ``stacked`` puts the bars on each other.
    ``across`` lays the bars down, for a few long names (channels, categories).
    """

    title: str
    labels: tuple[str, ...]
    bars: tuple[Series, ...] = ()
    lines: tuple[Series, ...] = ()
    stacked: bool = False
    across: bool = False

    def top(self) -> float:
        """The highest point that must find room; at least 1, so that an empty chart still has a scale."""
        lone = [value or 0 for series in (*self.bars, *self.lines) for value in series.values]
        piles = [sum(each.values[i] or 0 for each in self.bars) for i in range(len(self.labels))]
        return float(max([1.0, *lone, *(piles if self.stacked else ())]))


def steps(top: float, most: int = 4) -> tuple[float, ...]:
    """Round figures from 0 to at or above ``top`` for the scale, at most ``most`` steps: 0, 20, 40, 60 for 47."""
    size = 1.0
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * most >= top:
                count = -int(-top // step)
                return tuple(step * i for i in range(count + 1))
        size *= 10
