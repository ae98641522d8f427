"""Faces of packages give what their imports say, when it is asked for."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from fmcrm_desktop import places

PACKAGE = Path(importlib.import_module("fmcrm_desktop").__path__[0])
FACES = sorted(path for path in PACKAGE.rglob("__init__.py") if "\nface(__name__)" in path.read_text())


def name_of(path: Path) -> str:
    return ".".join(path.parent.relative_to(PACKAGE.parent).parts)


def said(path: Path) -> dict[str, tuple[str, str]]:
    """The names a face's text imports, with where each is."""
    (listed,) = (each for each in ast.parse(path.read_text()).body if isinstance(each, ast.If))
    return {
        alias.asname or alias.name: (str(each.module), alias.name)
        for each in listed.body
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }


@pytest.mark.parametrize("path", FACES, ids=name_of)
def test_a_face_gives_what_its_text_says_and_no_more(path):
    face, names = importlib.import_module(name_of(path)), said(path)
    for name, (module, there) in names.items():
        behind = importlib.import_module(module)
        wanted = importlib.import_module(f"{module}.{there}") if behind is face else getattr(behind, there)
        assert getattr(face, name) is wanted, name
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = face.no_such_name


SCRIPT = """
import importlib, sys
from fmcrm_desktop.services import work_orders
early = [name for name in sys.modules if name.startswith("fmcrm_desktop.services.work_orders.")]
importlib.import_module("fmcrm_desktop.services.work_orders.card")
from fmcrm_desktop import late
assert callable(work_orders.card), "the file took the place of the case"
late.load_all()
print(early, "fmcrm_desktop.services.work_orders.similar" in sys.modules)
"""


def test_nothing_is_loaded_by_a_face_until_it_is_asked_and_then_the_rest_at_once():
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        cwd=places.resources().parent,
    )
    assert told.stdout.split() == ["[]", "True"]


def test_a_name_put_in_the_place_of_another_stays(monkeypatch):
    face = importlib.import_module("fmcrm_desktop.services.work_orders")
    there = face.card
    monkeypatch.setattr(face, "card", str)
    assert face.card is str
    monkeypatch.undo()
    assert face.card is there and not isinstance(there, ModuleType)
