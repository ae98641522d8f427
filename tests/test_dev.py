"""The first command a stranger types, and the pins it installs."""

import importlib
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.__main__ import PARTS

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def dev(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "dev.py"), *args]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def versions(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pairs = (re.match(r"([\w.-]+)==([\w.]+)", line) for line in lines if not line.startswith((" ", "#")))
    return {pair[1]: pair[2] for pair in pairs if pair}


def test_dev_alone_tells_what_it_can_do():
    told = dev()
    assert told.returncode == 0
    for command in ("run", "test", "check", "bench", "bundle", "words", "pictures"):
        assert re.search(rf"^ +{command} +[A-Z]", told.stdout, re.MULTILINE)


def test_a_command_that_is_not_there_is_wrong_use():
    assert dev("fly").returncode == 2


@pytest.mark.parametrize("part", PARTS)
def test_every_benchmark_fits_the_program_that_it_measures(part):
    assert callable(importlib.import_module(f"benchmarks.{part}").run)


def test_a_test_file_that_is_not_there_is_named():
    told = dev("test", "tests/no_such_file.py::test_nothing", "-k", "not_a_file.py")
    assert told.returncode not in (0, 4)
    said = told.stdout + told.stderr
    assert "There is no tests/no_such_file.py here" in said
    assert "not_a_file" not in said and "no tests ran" not in said


@pytest.mark.parametrize(
    ("programs", "begins"), [(("apt-get",), "su - -c "), (("apt-get", "sudo"), "sudo sh -c ")]
)
def test_who_may_not_install_gets_one_line_that_works_on_a_machine_just_set_up(
    monkeypatch, capsys, programs, begins
):
    """Without package lists apt-get knows nothing, and there may be no sudo. Both halves of the line are root's."""
    monkeypatch.syspath_prepend(str(ROOT))
    made = importlib.import_module("dev")
    monkeypatch.setattr(made.sys, "platform", "linux")
    monkeypatch.setattr(made.shutil, "which", lambda name: f"/usr/bin/{name}" if name in programs else None)
    monkeypatch.setattr(made.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit, match="the same command again"):
        made.system_packages({"libnothing1": "no-such-program"}, {})
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert f"{begins}'apt-get update && apt-get install -y --no-install-recommends libnothing1'" in lines


def test_dev_needs_nothing_but_the_standard_library():
    source = (ROOT / "dev.py").read_text(encoding="utf-8")
    imports = set(re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE)) - {"__future__"}
    assert imports <= sys.stdlib_module_names


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert " @ " not in text
    entries = re.split(r"\n(?=[A-Za-z])", text.split("\n", 2)[2])
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_both_locks_name_the_same_versions():
    running, developing = map(versions, LOCKS)
    assert running.items() <= developing.items()


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["postgres"]]
    pinned = {"requirements.lock": wanted, "requirements-dev.lock": project["dependency-groups"]["dev"]}
    for lock, lines in pinned.items():
        names = {re.match(r"[\w-]+", line).group().lower().replace("_", "-") for line in lines}
        assert names <= set(versions(lock))


def test_the_desktop_is_told_of_files_that_are_there():
    """Menu entry, kind of file and setup program name one icon, one ending, one program."""
    app = ROOT / "resources" / "app"
    entry = (app / "fmcrm-desktop.desktop").read_text(encoding="utf-8")
    kind = ElementTree.parse(app / "fmcrm-desktop.xml").getroot()[0]
    setup = (app / "setup.iss").read_text(encoding="utf-8")
    assert f"MimeType={kind.attrib['type']};" in entry
    assert [glob.attrib["pattern"] for glob in kind if glob.tag.endswith("glob")] == ["*.fmcrm"]
    assert r"Software\Classes\.fmcrm" in setup
    assert "Exec=fmcrm-desktop %f" in entry
    assert (app / "icon.png").read_bytes().startswith(b"\x89PNG")
    for source in re.findall(r"(?:Source: \"|LicenseFile=)(\.\.[^\"\n*]+)", setup):
        place = app.joinpath(*source.rstrip("\\").split("\\")).resolve()
        assert place.exists() or place.is_relative_to(ROOT / "dist")


def test_every_part_of_the_bundle_brings_its_licence(tmp_path: Path):
    """Asked of the packages themselves; those of Qt bring none, and its texts are ours to add."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import package; from pathlib import Path; "
        "package.licences(Path(sys.argv[2]))"
    )
    app = str(ROOT / "resources" / "app")
    subprocess.run([sys.executable, "-B", "-c", code, app, str(tmp_path)], check=True)
    table = (tmp_path / "LICENCES.txt").read_text(encoding="utf-8")
    for name, version in versions("requirements.lock").items():
        if name.lower() in installed():
            line = rf"^{re.escape(name)} +{re.escape(version)} +\S"
            assert re.search(line, table, re.MULTILINE | re.IGNORECASE), name
    with_text = {folder.name.lower() for folder in (tmp_path / "licences").iterdir() if folder.is_dir()}
    without = {
        name for name in map(str.lower, versions("requirements.lock")) if name in installed()
    } - with_text
    assert {name for name in without if not name.startswith(("pyside6", "shiboken6"))} == set()
    assert (tmp_path / "licences" / "LGPL-3.txt").exists()


def installed() -> set[str]:
    return {part.name.lower() for part in metadata.distributions()}
