"""The rules of the house that ruff and the import contracts cannot say: sizes, names, places, guests."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from fmcrm_desktop import places

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "fmcrm_desktop"
NOT_OURS = {".git", ".venv", "build", "dist", "demo", "__pycache__", ".hypothesis"}

FILE, FUNCTION, METHODS = 400, 40, 19

# Raised by decision, each with its reason. "file" or "file:name" → the number that holds there.
RAISED: dict[str, int] = {
    # Every part a paper is made of, in one place, because nothing else may style.
    "fmcrm_desktop/reports/paper.py:Paper": 23,
    # All that the window may ask of a tab stands in one place.
    "fmcrm_desktop/ui/kit/tab.py:Tab": 20,
}

HEAVY = {
    "alembic",
    "charset_normalizer",
    "holidays",
    "openpyxl",
    "phonenumbers",
    "python_calamine",
}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the tree, without what .gitignore keeps out (git itself may be absent)."""
    found = []
    for path in sorted(ROOT.iterdir()):
        if path.is_file():
            found.append(path)
        elif path.name not in NOT_OURS and not path.name.endswith("_cache"):
            found += [file for file in path.rglob("*") if file.is_file() and not NOT_OURS & set(file.parts)]
    return tuple(found)


def modules(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    """The name and the syntax tree of every Python file below a folder."""
    for path in tracked():
        if path.suffix == ".py" and path.is_relative_to(folder):
            yield name_of(path), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def over(limit: int, sizes: dict[str, int]) -> list[str]:
    return [f"{name}: {size}" for name, size in sizes.items() if size > RAISED.get(name, limit)]


def named_parts(kind: tuple[type, ...], folder: Path = PACKAGE) -> Iterator[tuple[str, ast.AST]]:
    for name, tree in modules(folder):
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield f"{name}:{node.name}", node


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Full names of what import statements bring, 'sqlalchemy.text' for 'from sqlalchemy import text'."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """The statements that run when a module is imported (not those for type checkers only)."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting += node.orelse
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def test_no_file_has_more_than_400_lines():
    sizes = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked()
        if path.suffix == ".py" and not path.is_relative_to(ROOT / "migrations")
    }
    assert not over(FILE, sizes)


def test_no_function_has_more_than_40_lines():
    functions = named_parts((ast.FunctionDef, ast.AsyncFunctionDef))
    assert not over(FUNCTION, {name: node.end_lineno - node.lineno + 1 for name, node in functions})


def test_no_class_has_20_methods():
    classes = named_parts((ast.ClassDef,))
    sizes = {name: sum(isinstance(part, ast.FunctionDef) for part in node.body) for name, node in classes}
    assert not over(METHODS, sizes)


def test_a_raised_number_is_still_needed():
    names = {name for name, _ in named_parts((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    gone = set(RAISED) - names - set(map(name_of, tracked()))
    assert not gone


def given_on_full(function: ast.AST) -> Iterator[int]:
    """Lines where a layout is given to another although items are in it, or comes from where they may have been put."""
    full: set[str] = set()
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda one: (one.lineno, -one.col_offset)):
        if not isinstance(call.func, ast.Attribute):
            continue
        if call.func.attr in {"addLayout", "insertLayout", "setLayout"}:
            layouts = [one for one in call.args if not isinstance(one, ast.Constant)]
            if any(isinstance(one, ast.Call) or ast.unparse(one) in full for one in layouts):
                yield call.lineno
        if call.func.attr in {"addWidget", "addLayout", "addStretch", "addSpacing", "addRow"}:
            full.add(ast.unparse(call.func.value))


def test_layouts_are_given_on_while_they_are_empty():
    """docs/traps.md: the program died of it, some later time."""
    kinds = (ast.FunctionDef,)
    wrong = [
        f"{name}, line {line}"
        for name, function in named_parts(kinds, PACKAGE / "ui")
        for line in given_on_full(function)
    ]
    assert not wrong


def test_what_qt_made_itself_is_looked_for_without_tying_it():
    """docs/traps.md: dead halves of it would stay; a dialog is always one of our own."""
    asked = re.compile(r"findChildren\((?!QDialog\))Q")
    wrong = [str(file) for file in (PACKAGE / "ui").rglob("*.py") if asked.search(file.read_text("utf-8"))]
    assert not wrong


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "util", "common", "helpers", "helper", "misc", "tools"}
    assert not [name_of(path) for path in tracked() if path.suffix == ".py" and path.stem in drawers]


def test_every_module_says_in_one_sentence_what_it_is_for():
    silent = []
    for name, tree in modules(PACKAGE):
        first = (ast.get_docstring(tree) or "").split("\n\n")[0]
        if not first.endswith((".", ":")):
            silent.append(name)
    assert not silent


def test_nothing_is_imported_that_is_not_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    pinned = {plain(re.match(r"[\w-]+", line).group()) for line in wanted} | {"shiboken6"}
    homes = packages_distributions()
    guests = {
        f"{name}: {full.split('.')[0]}"
        for name, tree in modules(PACKAGE)
        for full in imported(ast.walk(tree))
        if full.split(".")[0] in homes
        and full.split(".")[0] != "fmcrm_desktop"
        and not pinned & {plain(home) for home in homes[full.split(".")[0]]}
    }
    assert not guests


def plain(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def test_heavy_parts_are_imported_where_they_are_used():
    early = [
        f"{name}: {full}"
        for name, tree in modules(PACKAGE)
        for full in imported(at_import(tree))
        if full.split(".")[0] in HEAVY and name != "fmcrm_desktop/store/upgrade.py"
    ]
    assert not early


def test_table_files_import_no_other_table_file():
    imports: dict[str, set[str]] = {}
    for name, tree in modules(PACKAGE / "model"):
        if "'__tablename__'" in ast.dump(tree):
            full = name.removesuffix(".py").replace("/", ".")
            imports[full] = set(imported(at_import(tree)))
    rings = [
        f"{table} imports {other}"
        for table, brought in imports.items()
        for other in set(imports) - {table}
        if any(f"{part}.".startswith(f"{other}.") for part in brought)
    ]
    assert not rings


def test_services_write_no_sql_text_and_end_no_transaction():
    offenders = []
    for name, tree in modules(PACKAGE / "services"):
        brought = set(imported(ast.walk(tree)))
        if brought & {"sqlalchemy.text", "sqlalchemy.create_engine", "sqlalchemy.sql.text"}:
            offenders.append(f"{name}: text or engine")
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        if any(isinstance(call.func, ast.Attribute) and call.func.attr == "commit" for call in calls):
            offenders.append(f"{name}: commit")
    assert not offenders


def test_every_tab_is_listed():
    from fmcrm_desktop.ui.tabs import PAGES, TABS

    listed = {entry.module.rsplit(".", 1)[-1] for entry in (*TABS, *PAGES)}
    folder = PACKAGE / "ui" / "tabs"
    written = {
        path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert not written - listed - {"__init__"}


def test_tests_neither_sleep_nor_skip():
    # The one honest skip: a machine without PostgreSQL, said loudly by conftest.py and dev.py.
    soft = re.compile(
        r"\btime\.sleep\(|qWait\(|mark\.(skip|xfail)|importorskip"
        r'|pytest\.(skip|xfail)\((?!"PostgreSQL is not installed here)'
    )
    assert not places_of(soft, [path for path in tracked() if path.is_relative_to(ROOT / "tests")])


def test_the_pages_name_only_files_modules_and_settings_that_are_there():
    files = [f"/{name_of(path)}" for path in tracked()]
    code = "".join(path.read_text(encoding="utf-8") for path in tracked() if path.suffix == ".py")
    settings = set(re.findall(r"FMCRM_[A-Z_]+", code))
    made = re.compile(r"utils\.py|.*NAME.*|LICENCES\.txt")  # forbidden, an example, the bundle's own
    named = re.compile(
        r"(?P<setting>FMCRM_[A-Z_]+)|-m (?P<module>(?:tests|benchmarks)(?:\.\w+)*)"
        r"|/?(?P<file>[\w./-]+\.(?:py|md|txt|toml|lock|spec|iss|po|ttf))\b"
    )
    gone = set()
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for match in named.finditer(page.read_text(encoding="utf-8")):
            module = "/" + (match["module"] or "-").replace(".", "/")
            ends = (f"/{match['file']}", f"{module}.py", f"{module}/__main__.py")
            if not (
                match["setting"] in settings
                or made.fullmatch(match[0])
                or any(f.endswith(ends) for f in files)
            ):
                gone.add(f"{name_of(page)}: {match[0]}")
    assert not gone


def test_no_note_was_left_behind():
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    assert not places_of(later, [path for path in tracked() if path.suffix == ".py"])


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    hosts = "|".join(
        ("py" + "pi[.]o" + "rg", "python" + "hosted", "registry[.]np" + "mjs", "deb" + "ian[.]o" + "rg")
    )
    folders = r"(?<![\w.~])/(wo" + r"rk|fa" + r"rm|ro" + r"ot|ho" + r"me/\w+)/|[A-Z]:\\Us" + r"ers\\\w"
    assert not places_of(re.compile(f"{hosts}|{folders}"), list(tracked()))


def places_of(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """File and line of every match, in the files that are text; this file holds the patterns themselves."""
    found = []
    for path in paths:
        raw = path.read_bytes()
        if b"\0" in raw[:8000] or path == Path(__file__).resolve():
            continue
        lines = raw.decode("utf-8", "replace").splitlines()
        found += [f"{name_of(path)}:{n}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_the_program_finds_its_own_files(tmp_path, monkeypatch):
    assert (places.resources() / "fonts" / "NotoSansSC-Regular.ttf").is_file()
    assert (places.migrations() / "env.py").is_file()
    monkeypatch.setenv("FMCRM_HOME", str(tmp_path))
    assert {places.config_dir().parent, places.data_dir().parent, places.log_dir().parent} == {tmp_path}


def test_every_font_and_icon_travels_with_its_licence():
    assert "SIL Open Font License" in (places.resources() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in (places.resources() / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "mozillazg" in (places.resources() / "readings" / "LICENSE").read_text(encoding="utf-8")
