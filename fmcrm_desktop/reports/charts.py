"""Charts on paper: bars, piles of bars and lines from the same neutral description that the screen paints."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from reportlab.lib.colors import Color

from fmcrm_desktop.model.chart import Chart, Series, steps
from fmcrm_desktop.reports.paper import BARS, CARD_LABEL, INK, LINE, LINES, MUTED, TONES, Paper, Type

MARK = Type(7, 9, colour=MUTED)
FIGURE = Type(7.5, 10, colour=INK)
_CAPTION, _FOOT, _SCALE, _LEGEND = 20.0, 14.0, 22.0, 12.0


@dataclass(frozen=True)
class _Frame:
    """The field in which values are drawn, in points; ``top`` is the value at its upper edge."""

    x: float
    y: float
    width: float
    height: float
    top: float

    def up(self, value: float) -> float:
        return self.y + self.height * value / self.top


def draw(paper: Paper, chart: Chart, left: float, width: float, height: float = 120) -> None:
    """Draw the chart with its upper left corner at ``left`` and the paper's place; the place does not move."""
    top = paper.y
    if chart.title:
        paper.put(chart.title, left, top - 9, CARD_LABEL, width)
    if chart.across:
        _lying(paper, chart, (left, width, height))
        return
    scale = steps(chart.top())
    legend = _LEGEND if len(chart.bars) + len(chart.lines) > 1 else 0
    frame = _Frame(
        left + _SCALE,
        top - height + _FOOT + legend,
        width - _SCALE,
        height - _CAPTION - _FOOT - legend,
        scale[-1],
    )
    for value in scale:
        paper.rule(frame.up(value), LINE, 0.4, (frame.x, frame.x + frame.width))
        paper.put_right(f"{value:,.0f}", frame.x - 5, frame.up(value) - 2.5, MARK, _SCALE - 5)
    _bars(paper, chart, frame)
    _lines(paper, chart, frame)
    _labels(paper, chart, frame)
    if legend:
        _legend(paper, chart, frame.x, top - height + 2)


def _ink(series: Series, at: int) -> Color:
    """The colour of a row's state, else the next of the row of colours."""
    return TONES[series.tone] if series.tone else BARS[at % len(BARS)]


def _bars(paper: Paper, chart: Chart, frame: _Frame) -> None:
    if not chart.bars:
        return
    slot = frame.width / max(1, len(chart.labels))
    wide = slot * 0.64 / (1 if chart.stacked else len(chart.bars))
    for i in range(len(chart.labels)):
        x, base = frame.x + i * slot + slot * 0.18, 0.0
        for j, series in enumerate(chart.bars):
            value = series.values[i] or 0
            paper.canvas.setFillColor(_ink(series, j))
            if value:
                paper.canvas.rect(x, frame.up(base), wide, frame.up(value) - frame.y, stroke=0, fill=1)
            if chart.stacked:
                base += value
            else:
                x += wide


def _lines(paper: Paper, chart: Chart, frame: _Frame) -> None:
    slot = frame.width / max(1, len(chart.labels))
    for j, series in enumerate(chart.lines):
        points = [
            (frame.x + (i + 0.5) * slot, frame.up(value))
            for i, value in enumerate(series.values)
            if value is not None
        ]
        paper.canvas.setStrokeColor(LINES[j % len(LINES)])
        paper.canvas.setLineWidth(1.2)
        paper.canvas.lines([(*one, *two) for one, two in pairwise(points)])


def _labels(paper: Paper, chart: Chart, frame: _Frame) -> None:
    """Names along the foot; every second or third where they would touch, and always the last."""
    slot = frame.width / max(1, len(chart.labels))
    widest = max((MARK.face.width(label, MARK.size) for label in chart.labels), default=0) + 4
    every = max(1, -int(-widest // slot))
    last = len(chart.labels) - 1
    for i, label in enumerate(chart.labels):
        if (last - i) % every:
            continue
        x = frame.x + (i + 0.5) * slot - MARK.face.width(label, MARK.size) / 2
        paper.put(label, max(x, frame.x - _SCALE), frame.y - 10, MARK, widest)


def _legend(paper: Paper, chart: Chart, x: float, y: float) -> None:
    bars = [(_ink(series, at), series) for at, series in enumerate(chart.bars)]
    inks = [*bars, *zip(LINES, chart.lines, strict=False)]
    for colour, series in inks:
        paper.canvas.setFillColor(colour)
        paper.canvas.rect(x, y, 7, 5, stroke=0, fill=1)
        x += 10 + paper.put(series.label, x + 10, y - 0.5, MARK, 200) + 14


def _lying(paper: Paper, chart: Chart, place: tuple[float, float, float]) -> None:
    """Long names on the left, a bar and its figure to the right of each; of several bars a legend says which is
    which, and their figures stand elsewhere."""
    left, width, height = place
    count, many = len(chart.bars), len(chart.labels)
    if not count or not many:
        return
    named = min(width * 0.55, max(FIGURE.face.width(label, FIGURE.size) for label in chart.labels) + 6)
    row = min(16.0 if count == 1 else 24.0, (height - _CAPTION) / many)
    beside = (
        max((FIGURE.face.width(word, FIGURE.size) for bar in chart.bars for word in bar.said), default=26) + 4
    )
    longest, room = chart.top(), width - named - beside
    y = paper.y - _CAPTION
    for at, label in enumerate(chart.labels):
        y -= row
        paper.put(label, left, y + row * 0.3, FIGURE, named - 3)
        thick = row * 0.6 / count
        for number, series in enumerate(chart.bars):
            value = series.values[at] or 0
            long = room * value / longest
            paper.canvas.setFillColor(_ink(series, number))
            down = y + row * 0.8 - (number + 1) * thick
            paper.canvas.rect(left + named, down, long, thick, stroke=0, fill=1)
            if count == 1:
                said = series.word(at, f"{value:,.0f}")
                paper.put(said, left + named + long + 4, y + row * 0.3, FIGURE, beside)
    if count > 1:
        _legend(paper, chart, left + named, paper.y - 12)
