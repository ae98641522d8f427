"""Nothing a person types is ever part of a statement (ASVS 1.2.4), and nothing read is ever run (1.3.2, 1.5.2): every
list there is, searched for, sorted and narrowed by hostile words; the code itself, looked through for statements that
are put together and for what runs what it reads."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import fmcrm_desktop
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import owners, search, staff
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.test_rights import cases

WORDS = (
    "'", '"', "'; drop table person; --", "x' or '1'='1", "') union select 1 --", "%", "_", "\\", "%_\\", "a%b", "--",
    ";", "/*", "*", '"*', "^", "NEAR(", "AND", "OR NOT", "a:b", "{x}", ":name", "?", "(", "[a-z]", "\x00", "=1", "😀",
)  # fmt: skip
PLAIN = ("Per%cent", "Under_score", "Back\\slash", "O'Neil", 'Quo"te')
"""Names of which every sign above must find its own alone."""
PACKAGE = Path(fmcrm_desktop.__file__).parent


ALL = os.environ.get("FMCRM_SEARCH_WORDS") == "all"


def some(at: int) -> list[str]:
    """Two of the words, others for each list; a release tries all with each (FMCRM_SEARCH_WORDS=all)."""
    return list(WORDS) if ALL else [WORDS[(at * 2 + n) % len(WORDS)] for n in range(2)]


def lists() -> Iterator[tuple[str, Any]]:
    """Every case that takes a Query and nothing else."""
    for name, case in sorted(cases().items()):
        takes = list(inspect.signature(case).parameters.values())[1:]  # type: ignore[arg-type]
        if [each.annotation for each in takes if each.default is each.empty] == ["Query"]:
            yield name, case


def tables(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as plain:
        names = [row[0] for row in plain.execute("select name from sqlite_master where type = 'table'")]
        return {name: plain.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}


def test_no_word_in_a_search_a_sort_or_a_filter_is_taken_for_a_statement(
    office: Office, office_path: Path, sample: Sample
) -> None:
    before, asked, lists_asked = tables(office_path), 0, 0
    for name, case in lists():
        if not hasattr(nothing := office.ask(case, Query()), "ids"):
            continue  # a count, or choices: it takes the same query as its list
        whole = set(nothing.ids)
        lists_asked += 1
        for word in some(lists_asked):
            queries = [
                Query(word),
                Query(word, archived=True),
                Query(sort=word),
                Query("a", sort=word, descending=True),
            ]
            for query in queries:
                try:
                    found = office.ask(case, query)
                except Refusal:
                    continue
                asked += 1
                if query.text == "" and not query.archived:
                    assert set(found.ids) == whole, f"{name}: another order, other rows"
                if query.text and not query.archived:
                    assert set(found.ids) <= whole, f"{name} {word!r}: more than there is"
    assert lists_asked > 40 and asked > 3 * len(some(0)) * 40 and tables(office_path) == before


def test_a_filter_takes_a_value_as_a_value(office: Office, office_path: Path) -> None:
    before = tables(office_path)
    filters = (
        "state",
        "kind",
        "priority",
        "staff_id",
        "building_id",
        "category_id",
        "role",
        "subject",
        "x'; --",
    )
    for at, (_name, case) in enumerate(lists()):
        for filter in filters:
            for word in some(at)[: len(WORDS) if ALL else 1]:
                try:
                    office.ask(case, Query(where={filter: (word,)}))
                except (Refusal, KeyError, ValueError):
                    continue  # a filter that the list has not, or a number that is none: the window offers neither
    assert tables(office_path) == before


def test_every_sign_finds_what_has_it_and_nothing_else(office: Office, sample: Sample) -> None:
    people = {name: office.do(staff.add, staff.StaffForm(name=name)).result for name in PLAIN}
    for sign in ("%", "_", "\\", "'", '"'):
        found = set(office.ask(staff.page, Query(sign)).ids) & set(people.values())
        assert found == {id for name, id in people.items() if sign in name}, sign
    for name in PLAIN:
        id = office.do(owners.add, owners.NewPersonForm(name=name)).result
        assert id in office.ask(owners.page, Query(name)).ids
        assert any(hit.ref == id for group in [office.ask(search.find, name)] for hit in hits(group)), name


def hits(found: Any) -> Iterator[Any]:
    """Whatever has a ``ref``, however deep."""
    if hasattr(found, "ref"):
        yield found
    elif isinstance(found, list | tuple):
        for each in found:
            yield from hits(each)
    elif dataclasses.is_dataclass(found):
        for field in dataclasses.fields(found):
            yield from hits(getattr(found, field.name))


def test_no_word_typed_into_the_search_box_breaks_it(office: Office, office_path: Path) -> None:
    before = tables(office_path)
    for word in (
        *WORDS,
        *(f"wang {word}" for word in WORDS),
        "a" * 5_000,
        " ".join("ab" for _ in range(400)),
    ):
        office.ask(search.find, word)
    assert tables(office_path) == before


# the code


RUNS = {"eval", "exec", "compile", "__import__"}
READS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle", "yaml"}
STATEMENTS = {"execute", "executemany", "executescript", "exec_driver_sql", "driver_rows", "text"}
FIXED = {
    "model/base.py": 2, "store/backup.py": 1, "store/elsewhere.py": 1, "store/moving.py": 1, "store/numbers.py": 1,
    "store/salvage.py": 4, "store/upgrade.py": 3,
}  # fmt: skip
"""How many statements of each file have braces: filled with names of our own tables and columns and with numbers of our
own. One more must be looked at before it is let in here."""


@cache
def trees() -> list[tuple[str, ast.AST]]:
    """The files in which one of the words stands at all."""
    words = re.compile(
        r"\b("
        + "|".join(sorted(RUNS | READS | STATEMENTS | {"shell"}))
        + r")\b *[(=.,]|import ("
        + "|".join(READS)
        + ")"
    )
    written = (
        (path, path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "_data" not in path.parts
    )
    return [
        (path.relative_to(PACKAGE).as_posix(), ast.parse(text))
        for path, text in written
        if words.search(text)
    ]


def test_nothing_that_is_read_is_run() -> None:
    found = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RUNS:
                found.append(f"{name}:{node.lineno} {node.func.id}")
            brought = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            brought += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [
                f"{name}:{getattr(node, 'lineno', 0)} {each}"
                for each in brought
                if each.split(".")[0] in READS
            ]
            if isinstance(node, ast.keyword) and node.arg == "shell":
                found.append(f"{name}:{node.value.lineno} shell")
    assert not found


def is_put_together(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return any(
            isinstance(part, ast.JoinedStr) or not isinstance(part, ast.Constant)
            for part in (node.left, node.right)
        )
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def put_together() -> Counter[str]:
    found: Counter[str] = Counter()
    for name, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "text" and isinstance(node.func, ast.Attribute):
                continue  # something of a window's or a paper's
            if called in STATEMENTS and is_put_together(node.args[0]):
                found[name] += 1
    return found


def test_no_statement_is_put_together_but_from_names_of_our_own() -> None:
    assert put_together() == FIXED
