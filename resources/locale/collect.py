"""Collect the strings marked N_("…"), write and compile the Chinese catalogue, name what is not translated.

    python3 dev.py words [--prune]

With --prune, entries that no mark asks for any more are dropped; otherwise they are only counted.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1] / "fmcrm_desktop"
LANGUAGE = "zh_CN"


def marked() -> dict[str, str]:
    """Every marked string, with the first place it stands."""
    options = {"method_map": [("**.py", "python")], "keywords": {"N_": None}, "comment_tags": ()}
    found: dict[str, str] = {}
    for name, line, text, _comments, _context in extract_from_dir(PACKAGE, **options):
        if isinstance(text, str) and text:
            found.setdefault(text, f"{name}:{line}")
    return found


def unread() -> list[str]:
    """Marks round something that is not a plain string: nobody can collect those."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                plain = len(node.args) == 1 and isinstance(node.args[0], ast.Constant)
                if not plain:
                    wrong.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    return wrong


def catalogue(path: Path) -> Catalog:
    """The catalogue as it is, or an empty one."""
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=LANGUAGE)
    return Catalog(locale=LANGUAGE, project="FMCRM Desktop", copyright_holder="the FMCRM Desktop authors")


def main(prune: bool) -> int:
    """Bring the catalogue up to the code; status 1 when a string has no translation."""
    po = HERE / LANGUAGE / "LC_MESSAGES" / "fmcrm.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    words, texts = catalogue(po), marked()
    for text in texts:
        if words.get(text) is None:
            words.add(text)
    unused = [message.id for message in words if message.id and message.id not in texts]
    for text in unused if prune else ():
        words.delete(text)
    with po.open("wb") as file:
        write_po(file, words, sort_output=True, no_location=True, width=0, ignore_obsolete=True)
    with po.with_suffix(".mo").open("wb") as file:
        write_mo(file, words)
    bare = [text for text in texts if not words[text].string]
    for text in bare:
        print(f"no {LANGUAGE}: {texts[text]}: {text!r}")
    for place in unread():
        print(f"not a plain string: {place}")
    print(f"{len(texts)} strings, {len(bare)} without {LANGUAGE}, {len(unused)} no longer used")
    return int(bool(bare))


if __name__ == "__main__":
    sys.exit(main("--prune" in sys.argv))
