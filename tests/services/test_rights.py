"""Rights: every case at the door against the matrix written here; what nobody allowed is refused."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop import exchange, services
from fmcrm_desktop.model.refusal import NotAllowed
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import categories
from fmcrm_desktop.services.cases import CASES, FREE, name_of
from fmcrm_desktop.services.office import NOBODY, Office

ROOT = Path(__file__).resolve().parents[2]
ALL = {"clerk", "dispatcher", "manager", "technician", "reader"}
OFFICE = {"clerk", "dispatcher", "manager"}
MATRIX: dict[str, set[str]] = {
    FREE: ALL | {""},
    "office.read": ALL,
    "order.read": ALL,
    "calendar.read": ALL,
    "person.read": ALL - {"technician"},
    "complaint.read": ALL - {"technician"},
    "call.read": ALL - {"technician"},
    "report.read": ALL - {"technician"},
    "order.work": OFFICE | {"technician"},
    "note.write": OFFICE | {"technician"},
    "undo.own": OFFICE | {"technician"},
    "person.write": OFFICE,
    "order.write": OFFICE,
    "order.assign": OFFICE,
    "complaint.write": OFFICE,
    "complaint.close": OFFICE,
    "calendar.write": OFFICE,
    "call.write": OFFICE,
    "export.run": OFFICE,
    "backup.run": OFFICE,
    "money.read": ALL - {"technician"},
    "money.write": OFFICE,
    "money.margin": {"manager"},
    "order.decline": {"manager"},
    "import.run": {"manager"},
    "office.settings": {"manager"},
    "staff.write": {"manager"},
    "quality.staff": {"manager"},
    "audit.read": {"manager"},
    "undo.any": {"manager"},
}
"""Right → roles. Written apart from the product's own table; a new right must be thought of here too."""


@cache
def cases() -> dict[str, Callable[..., Any]]:
    """Every case there is by its name (complaints.register), with its file's where several have the name; all modules
    that declare one are loaded first."""
    for room in (services, exchange):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    ours = [case for case in CASES if case.__module__.startswith("fmcrm_desktop.")]
    shared = Counter(map(name_of, ours))
    return {
        name_of(case) if shared[name_of(case)] == 1 else f"{case.__module__}.{case.__name__}": case
        for case in ours
    }


def declared() -> int:
    """How many functions stand under ``@needs(…)`` in the text of the program."""
    return sum(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "needs"
        for path in (ROOT / "fmcrm_desktop").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for each in node.decorator_list
    )


@pytest.mark.parametrize("role", sorted(ALL | {""}))
def test_every_case_lets_in_exactly_the_roles_of_the_matrix(office: Office, role: str) -> None:
    office.who = Who(1, "Somebody", role) if role else NOBODY
    known = cases()
    assert len(known) == declared(), "a case that the code declares is not asked for here"
    for name, case in known.items():
        right = case.right  # type: ignore[attr-defined]
        assert right in MATRIX, f"{name} asks for a right that the matrix does not know: {right}"
        allowed = role in MATRIX[right]
        assert office.may(case) == allowed, (name, role)
        if not allowed:
            with pytest.raises(NotAllowed):
                office.do(case)
            with pytest.raises(NotAllowed):
                office.ask(case)


def thought_of() -> dict[str, str]:
    """rights.txt as {case: right}: a subject, and under it each right with the subject's cases that ask for it, in as
    many lines as they need."""
    found, subject, right = {}, "", ""
    for line in (Path(__file__).parent / "rights.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            subject = line
            continue
        said, colon, cases_of = line.partition(": ")
        right = said.strip() if colon else right
        found |= {f"{subject}.{case}": right for case in (cases_of or line).split()}
    return found


def test_each_case_asks_for_the_right_that_was_thought_of_for_it() -> None:
    """The matrix above does not see a case that asks for another of its rights."""
    asks = {
        name.removeprefix("fmcrm_desktop.services."): case.right or "free"  # type: ignore[attr-defined]
        for name, case in cases().items()
    }
    known = thought_of()
    assert len(known) > 1000
    assert {name: right for name, right in asks.items() if known.get(name) != right} == {}, (
        "think, then write it down"
    )
    assert known.keys() == asks.keys(), "a case is gone"


def test_a_case_that_writes_asks_for_more_than_the_right_to_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every deed of every test is looked at (conftest): here the look itself is tried."""
    monkeypatch.setattr(categories.add, "right", "office.read")
    with pytest.raises(AssertionError, match="office.read wrote categories.add"):
        office.do(categories.add, categories.CategoryForm("complaint", "Lights"))


def asked(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """module.case for each self.ask(…), self.do(…), office.ask(…) in a file of the window or the commands."""
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.startswith("fmcrm_desktop.services")
        ):
            for alias in node.names:
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"ask", "do"} and node.args):
            continue
        for given in node.args[:2]:
            if (
                isinstance(given, ast.Attribute)
                and isinstance(given.value, ast.Name)
                and given.value.id in modules
            ):
                yield f"{modules[given.value.id]}:{given.attr}", node.lineno


def test_whatever_the_window_and_the_commands_ask_for_has_a_right() -> None:
    cases()
    wrong, seen = [], 0
    for room in ("ui", "cli"):
        for path in (ROOT / "fmcrm_desktop" / room).rglob("*.py"):
            for name, line in asked(ast.parse(path.read_text(encoding="utf-8"))):
                module, _, case = name.partition(":")
                seen += 1
                if getattr(getattr(importlib.import_module(module), case), "right", None) is None:
                    wrong.append(f"{path.relative_to(ROOT)}:{line}: {name}")
    assert not wrong, "\n".join(wrong)
    assert seen > 5
