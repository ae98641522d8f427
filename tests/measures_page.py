"""The table of docs/measures.md, made from what the measures declare: ``python -m tests.measures_page`` writes it."""

from __future__ import annotations

from pathlib import Path

from fmcrm_desktop import places
from fmcrm_desktop.model.words import LANGUAGES, Words
from fmcrm_desktop.services.measures.declared import Measure
from fmcrm_desktop.services.measures.listed import MEASURES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measures.md"
BEGIN, END = "<!-- made from the declarations -->\n", "<!-- until here -->\n"
HEAD = """| name | title | counted | of | no data, and said so | unit | better | target |
|---|---|---|---|---|---|---|---|
"""


def table() -> str:
    """A line for each measure, its words in both languages."""
    speak = [Words(language, locale=places.resources() / "locale") for language in LANGUAGES]
    return HEAD + "".join(_line(each, speak) for each in MEASURES)


def _line(measure: Measure, speak: list[Words]) -> str:
    said = ["<br>".join(measure.named(words) for words in speak)]
    for text in (measure.counts, measure.over, measure.lacking):
        said.append("<br>".join(words(text) for words in speak) if text else "")
    target = "" if measure.target is None else f"{measure.target:g}"
    unit = measure.unit + (", median" if measure.middle else "")
    better = "more" if measure.rising else "less"
    return f"| `{measure.name}` | {' | '.join(said)} | {unit} | {better} | {target} |\n"


def page(text: str) -> str:
    """The page with its table made anew."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
