"""The handbook's text: both languages say the same, and every name of the screen is one the program has."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model import handbook
from fmcrm_desktop.model.words import LANGUAGES, Words
from tests.test_words import chinese, marked

BOOK = places.resources() / "handbook"
NAMES = list(handbook.index(BOOK))


def read(language: str, name: str) -> str:
    return (BOOK / language / f"{name}.md").read_text(encoding="utf-8")


def shape(text: str) -> list[str]:
    """The kinds of the lines in order, read without the program."""
    kinds = {"#": "title", "##": "heading", "-": "point", "{keys}": "keys"}
    found = []
    for line in filter(str.strip, text.splitlines()):
        first = line.split()[0]
        step = re.match(r"\d+\.", line)
        found.append("picture" if line.startswith("![") else step[0] if step else kinds.get(first, "text"))
    return found


def test_the_index_names_every_page_and_no_other() -> None:
    for language in LANGUAGES:
        assert sorted(path.stem for path in (BOOK / language).glob("*.md")) == sorted(NAMES)
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_headings_steps_points_and_pictures(name: str) -> None:
    assert shape(read("en", name)) == shape(read("zh_CN", name))
    for mark in (r"!\[.+?\]\((.+?)\)", r"(?<!!)\[[^\[\]]+?\]\((.+?)\)"):
        assert re.findall(mark, read("en", name)) == re.findall(mark, read("zh_CN", name))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_name_the_same_things_of_the_screen_and_the_same_keys(name: str) -> None:
    for mark in (r"\[\[(.+?)\]\]", r"`(.+?)`"):
        assert Counter(re.findall(mark, read("en", name))) == Counter(re.findall(mark, read("zh_CN", name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_screen_is_one_the_program_has(name: str) -> None:
    named = set(re.findall(r"\[\[(.+?)\]\]", read("en", name) + read("zh_CN", name)))
    assert not {text for text in named if text not in marked() or not chinese().get(text) or "{" in text}


def seen_before_a_form() -> set[str]:
    """The marked words of the screen but for those that only a form or dialog has as its title: those are not seen,
    and no button is called so, before one is in it."""
    found: set[str] = set()
    for path in (places.resources().parent / "fmcrm_desktop").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        titles = {
            id(call.args[0])
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and call.args
            and getattr(call.func, "id", "") in ("FormSetup", "Subject")
        }
        found |= {
            call.args[0].value
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "N_" and id(call) not in titles
            if isinstance(call.args[0], ast.Constant)
        }
    return found


def test_no_button_is_called_by_the_title_of_the_form_it_opens() -> None:
    seen = seen_before_a_form()
    for page in NAMES:
        assert not set(re.findall(r"\[\[(.+?)\]\]", read("en", page))) - seen, page


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_pages_that_are_there_and_steps_count_up(name: str) -> None:
    for language in LANGUAGES:
        text = read(language, name)
        assert set(re.findall(r"(?<!!)\[[^\[\]]+?\]\((.+?)\)", text)) <= set(NAMES)
        at = 0
        for line in text.splitlines():
            step = re.match(r"(\d+)\. ", line)
            at = 0 if line.startswith("#") else at
            if step:
                at += 1
                assert int(step[1]) == at, line


def test_chinese_pages_say_names_as_the_program_does_and_no_english() -> None:
    words = Words("zh_CN", locale=places.resources() / "locale")
    english = {}
    for page in handbook.pages(BOOK, words):
        for block in page.blocks:
            for run in block.runs:
                if run.kind == handbook.NAME:
                    assert run.text == f"“{chinese()[run.target]}”"
                elif run.kind != handbook.KEY and re.search(r"[A-Za-z]{4,}", run.text):
                    english[page.name] = run.text
    known = {"PDF", "PostgreSQL", "Excel", "CSV", "XLSX"}
    assert not {name: text for name, text in english.items() if not any(word in text for word in known)}


def test_a_page_is_read_into_blocks() -> None:
    page = handbook.page(
        "x", "# A page\n\nSome **bold** words,\nand [[Save]].\n\n## How\n\n1. Press `F2`.\n- See [it](y).\n\n"
        "![A tab](calls/log+)\n\n{keys}\n", Words(),
    )  # fmt: skip
    assert [block.kind for block in page.blocks] == ["text", "heading", "step", "point", "picture", "keys"]
    assert page.blocks[0].text == "Some bold words, and Save."
    assert [run.kind for run in page.blocks[0].runs] == ["plain", "bold", "plain", "name", "plain"]
    assert page.blocks[3].runs[1] == handbook.Run("it", "link", "y")
    assert page.pictures == ("calls/log+",)
    assert handbook.link("calls/log+").new == {} and handbook.link("calls/log").new is None


def test_pages_are_found_by_all_their_words_titles_first() -> None:
    made = [
        handbook.page(name, text, Words())
        for name, text in (("a", "# One\n\nwater and fire"), ("b", "# Water\n\nx"))
    ]
    assert [page.name for page in handbook.found(made, "WATER")] == ["b", "a"]
    assert [page.name for page in handbook.found(made, "fire water")] == ["a"]
    assert handbook.found(made, "earth") == []


def test_a_section_may_have_its_own_page(tmp_path: Path) -> None:
    pages = [
        handbook.page("all", "# A", Words(), ("calls",)),
        handbook.page("one", "# B", Words(), ("calls/log",)),
    ]
    assert handbook.page_of(pages, "calls", "log").name == "one"
    assert handbook.page_of(pages, "calls", "lists").name == "all"
    assert handbook.page_of(pages, "nothing") is None
