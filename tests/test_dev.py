"""The first command a stranger types, and the pins it installs."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

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
