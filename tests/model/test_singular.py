"""What is one is not said of many, and each sentence of one belongs to one that is really said."""

from __future__ import annotations

import re

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.singular import SINGULAR
from fmcrm_desktop.model.words import CHINESE, Words
from tests.test_words import marked

ENGLISH = Words()
LABEL = re.compile(r"\{(count|n)\} (?!staff|unless|less|across)[a-z]+s( [a-z]+)?")
"""A number and what is counted, with one word behind it at most."""
SENTENCE = re.compile(
    r"\{(count|n)\} (?!staff|unless|less|across)([a-z]+ ){0,2}(people|[a-z]{3,}s)\b.* "
    r"(are|have|hold|get|were|cannot|may|name|stay|count|came|carry)\b"
)
NEVER_ONE = re.compile(
    r"too many|^\{count\} letters are written, |^\{count\} people read another language|^\{n\} of "
)
"""What is said of several only."""


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("{count} buildings", "1 building", "2 buildings"),
        ("{n} call-backs due", "1 call-back due", "2 call-backs due"),
        ("{n} mails wait", "1 mail waits", "2 mails wait"),
        ("{n} days ago", "1 day ago", "2 days ago"),
    ],
)
def test_one_is_said_as_one(text, one, two):
    [name] = re.findall(r"{(\w+)}", text)
    assert [ENGLISH(text, **{name: value}) for value in (1, "1", 2)] == [one, one, two]
    chinese = Words(CHINESE, locale=places.resources() / "locale")
    assert "1" in chinese(text, **{name: 1})


def test_only_the_number_itself_is_looked_at():
    said = "{count} complaints came in, {more} more than in {month}."
    assert ENGLISH(said, count=11, more=1, month="May") == "11 complaints came in, 1 more than in May."
    assert ENGLISH(said, count=1, more=1, month="May") == "1 complaint came in, 1 more than in May."


def test_each_sentence_of_one_belongs_to_one_of_many():
    assert set(SINGULAR) <= set(marked())
    for many, one in SINGULAR.items():
        lost = set(re.findall(r"{(\w+)}", many)) - set(re.findall(r"{(\w+)}", one))
        assert len(lost) == 1, many


def test_no_number_of_things_is_without_its_one():
    """Except where the sentence is chosen by the number already: "1 person" beside "{count} people"."""
    assert [text for text in marked() if LABEL.fullmatch(text) and text not in SINGULAR] == []


def test_no_sentence_that_begins_with_a_number_of_things_is_without_its_one():
    left = [text for text in marked() if SENTENCE.match(text) and text not in SINGULAR]
    assert [text for text in left if not NEVER_ONE.search(text)] == []
