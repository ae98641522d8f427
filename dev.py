"""Everything done with this tree, with only Python 3.11 to start from: python3 dev.py COMMAND.

Each command first sets up what is missing: an environment in .venv, the pinned packages, and on Debian and
its relatives the system libraries that Qt and the tests need (as root; otherwise it prints the line to type
and stops).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEMO = ROOT / "demo"
OFFICE = DEMO / "office.fmcrm"

# Debian package → how we see that it is there: a library's name, a program, or a path with *.
WINDOWLESS = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
}
WINDOW = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
TESTING = {"xvfb": "Xvfb", "xauth": "xauth", "poppler-utils": "pdftoppm"}
POSTGRES = {"postgresql": "/usr/lib/postgresql/*/bin/initdb"}
NO_POSTGRES = "*** PostgreSQL is not installed: NOTHING IS TESTED ON POSTGRESQL in this run. ***"


def run(args: list[str]) -> int:
    """Open the window on a demo office (made the first time); without a screen, leave its papers in demo/."""
    set_up("requirements.lock", WINDOWLESS | (WINDOW if has_screen() else {}))
    status = make_demo()
    if status:
        return status
    if has_screen():
        return program("--office", str(OFFICE), *args)
    say("There is no screen here, so the work is done without one: month's report, picture of every tab.")
    last_month = date.fromtimestamp(OFFICE.stat().st_mtime).replace(day=1) - timedelta(days=1)
    for language, paper in {"en": DEMO / "month.pdf", "zh_CN": DEMO / "month.zh_CN.pdf"}.items():
        which = ["--month", f"{last_month:%Y-%m}", "--language", language, "--to", str(paper)]
        status = program("report", "month-pack", "--office", str(OFFICE), *which)
        if status:
            return status
    status = program("pictures", "--office", str(OFFICE), "--to", str(DEMO))
    if status:
        return status
    say(f"Look into {DEMO}")
    return 0


def test(args: list[str]) -> int:
    """Run the test suite; what follows goes to pytest (a file, -k words, -n 0)."""
    for before, given in zip(["", *args], args, strict=False):
        path = given.split("::")[0]
        if not before.startswith("-") and path.endswith(".py") and not (ROOT / path).exists():
            stop(f"There is no {path} here. The tests stand below tests/, one file a subject.")
    set_up("requirements-dev.lock", WINDOWLESS | WINDOW | TESTING, wish=POSTGRES)
    without = bool(missing(POSTGRES))
    if without:
        say(NO_POSTGRES)
    os.environ.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # each of hundreds of processes would compile the program anew
    status = module("pytest", "-n", "2", *args)
    if without:
        say(NO_POSTGRES)
    return status or int(without and bool(os.environ.get("CI")))


def check(args: list[str]) -> int:
    """Judge the code without running it: ruff, mypy, and who imports whom."""
    set_up("requirements-dev.lock", {})
    contracts = "import sys; from importlinter.cli import lint_imports_command as main; sys.exit(main())"
    verdicts = {
        "ruff check": module("ruff", "check", "."),
        "ruff format": module("ruff", "format", "--check", "."),
        "mypy": module("mypy"),
        "imports": call(str(PYTHON), "-c", contracts),
    }
    failed = [name for name, status in verdicts.items() if status]
    say("not good: " + ", ".join(failed) if failed else "all checks are good")
    return int(bool(failed))


def bench(args: list[str]) -> int:
    """Measure the program beside the floor of the same machine and run (--help: what can be chosen)."""
    set_up("requirements-dev.lock", WINDOWLESS)
    return module("benchmarks", *args)


def bundle(args: list[str]) -> int:
    """Build the folder that is given to people, let it work, and put an installer around it."""
    set_up("requirements-dev.lock", WINDOWLESS | WINDOW)
    status = module("PyInstaller", "--noconfirm", "--log-level", "WARN", "build_installer.spec", *args)
    if status:
        return status
    name = "fmcrm-desktop.exe" if os.name == "nt" else "fmcrm-desktop"
    built = str(ROOT / "dist" / "fmcrm-desktop" / name)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        office, paper, pictures = (
            str(Path(folder) / part) for part in ("office.fmcrm", "month.pdf", "pictures")
        )
        people = Path(folder) / "people.csv"
        people.write_text("Name,Phone,Unit\nWei Sample,13800001234,1-101\n", encoding="utf-8")
        os.environ["FMCRM_HOME"] = folder
        for step in (
            ["demo", office, "--units", "40", "--months", "2"],
            ["import", "people", str(people), "--office", office],
            ["check", "--office", office],
            ["report", "month-pack", "--office", office, "--month", f"{date.today():%Y-%m}", "--to", paper],
            ["pictures", "--office", office, "--to", pictures],
        ):
            say(f"{name} {step[0]}")
            status = call(built, *step)
            if status:
                return status
    say(f"The bundle is in {Path(built).parent} and works.")
    return call(str(PYTHON), str(ROOT / "resources" / "app" / "package.py"))


def words(args: list[str]) -> int:
    """Collect the marked strings, compile the translations, name what has none (--prune: drop the unused)."""
    set_up("requirements-dev.lock", {})
    return call(str(PYTHON), str(ROOT / "resources" / "locale" / "collect.py"), *args)


def pictures(args: list[str]) -> int:
    """Paint every tab in both languages and both themes into demo/pictures (or --to FOLDER)."""
    set_up("requirements.lock", WINDOWLESS)
    target = [] if "--to" in args else ["--to", str(DEMO / "pictures")]
    return make_demo() or program("pictures", "--office", str(OFFICE), *target, *args)


def set_up(lock: str, needed: dict[str, str], wish: dict[str, str] | None = None) -> None:
    """Bring what is missing; stop with one sentence where we may not."""
    venv = {"python3-venv": "ensurepip"} if not PYTHON.exists() else {}
    system_packages(needed | venv, wish or {})
    environment()
    pins(lock)
    compiled()


def compiled() -> None:
    """Compile the program's modules, so that no start has to where Python may not keep them itself."""
    module("compileall", "-qq", str(ROOT / "fmcrm_desktop"))


def system_packages(needed: dict[str, str], wish: dict[str, str]) -> None:
    """Install Debian packages as root; on other systems only say what is missing."""
    if not sys.platform.startswith("linux"):
        return
    lacking = missing(needed | wish)
    if not lacking:
        return
    if not shutil.which("apt-get"):
        say("Not found, please install: " + ", ".join((needed | wish)[package] for package in lacking))
        return
    if os.geteuid() != 0:
        line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(lacking)}"
        # Both halves as root, and with root's PATH: "su -c" keeps that of the person, where dpkg finds no ldconfig.
        line = f"sudo sh -c '{line}'" if shutil.which("sudo") else f"su - -c '{line}'"
        say(
            f"Some system packages are missing. This line brings them and asks for a password:\n\n    {line}\n"
        )
        if missing(needed):
            stop("and then the same command again.")
        return
    say(f"Installing {' '.join(lacking)}")
    if "postgresql" in lacking:
        no_standing_server()
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    call("apt-get", "update", "-qq")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *lacking]
    if call(*install, output=subprocess.DEVNULL) and missing(needed):
        stop("apt-get could not install them; its words stand above.")


def no_standing_server() -> None:
    """The tests start their own PostgreSQL; the package would leave one running for ever."""
    wanted = Path("/etc/postgresql-common/createcluster.conf")
    if not wanted.exists():
        wanted.parent.mkdir(parents=True, exist_ok=True)
        wanted.write_text("create_main_cluster = false\n", encoding="ascii")


def missing(packages: dict[str, str]) -> list[str]:
    """The packages whose library, program or module is not on this machine."""
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    libraries = ""
    if any(".so." in sign for sign in packages.values()):
        libraries = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout

    def is_there(sign: str) -> bool:
        if ".so." in sign:
            return f"{sign} " in libraries
        if "*" in sign:
            return any(Path("/").glob(sign.lstrip("/")))
        return shutil.which(sign) is not None or importlib.util.find_spec(sign) is not None

    return [package for package, sign in packages.items() if not is_there(sign)]


def environment() -> None:
    """Make .venv, or make it anew when its Python is gone (the system's Python was replaced)."""
    if PYTHON.exists() and call(str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))") == 0:
        return
    say("Making an environment in .venv")
    if call(sys.executable, "-m", "venv", "--clear", str(VENV)):
        stop("The environment could not be made; Python's words stand above.")


def pins(lock: str) -> None:
    """Install exactly the pinned packages, once for each state of the lock file."""
    digest = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    stamp = VENV / f"{lock}.installed"
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return
    say(f"Installing the packages of {lock}")
    options = ["--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check", "--quiet"]
    if module("pip", "install", *options, "-r", str(ROOT / lock)):
        stop("The packages could not be installed; pip's words stand above. Is there a network?")
    stamp.write_text(digest, encoding="ascii")


def has_screen() -> bool:
    """Windows and macOS have one; on Linux a display is named."""
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def make_demo() -> int:
    """Build the demo office unless it is there."""
    if OFFICE.exists():
        return 0
    DEMO.mkdir(exist_ok=True)
    say(f"Building a demo office in {OFFICE}")
    return program("demo", str(OFFICE))


def program(*args: str) -> int:
    """Run FMCRM Desktop from this tree."""
    return module("fmcrm_desktop", *args)


def module(name: str, *args: str) -> int:
    """Run a module in the environment."""
    return call(str(PYTHON), "-m", name, *args)


def call(*command: str, output: int | None = None) -> int:
    """Run a program in this folder and return its status; its complaints are always heard."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False, stdout=output).returncode
    except OSError as error:
        say(f"{command[0]}: {error.strerror}")
        return 127


def say(text: str) -> None:
    """Print a line where it belongs among the lines of the programs we call."""
    print(text, flush=True)


def stop(text: str) -> None:
    """Leave with one sentence."""
    sys.exit(text)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    command.__name__: command for command in (run, test, check, bench, bundle, words, pictures)
}


def main(argv: list[str]) -> int:
    """Find the command; alone, tell what there is."""
    if tuple(sys.version_info) < OLDEST:
        stop(f"This needs Python 3.11 or newer, and this is {sys.version.split()[0]}.")
    if not argv or argv[0] not in COMMANDS:
        say("python3 dev.py COMMAND\n")
        for name, command in COMMANDS.items():
            say(f"    {name:<10}{(command.__doc__ or '').splitlines()[0]}")
        return 0 if not argv or argv[0] in ("-h", "--help", "help") else 2
    if not has_screen() or argv[0] in ("test", "bench", "bundle", "pictures"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYTHONIOENCODING", "utf-8")  # a Windows console cannot print Chinese otherwise
    return COMMANDS[argv[0]](argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
