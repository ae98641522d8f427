"""What goes to people beside the program's own folder: the licences of its parts, and an installer around it.

Called by `dev.py bundle` when the folder is built and has worked. On Linux with dpkg-deb it leaves
dist/fmcrm-desktop_VERSION_ARCHITECTURE.deb, on Windows with Inno Setup dist/fmcrm-desktop-VERSION-setup.exe.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = ROOT / "resources" / "app"
NAME = "fmcrm-desktop"
BUILT = ROOT / "dist" / NAME
LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
DEPENDS = (
    "libgl1, libegl1, fontconfig-config, "
    "libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxkbcommon-x11-0"
)
"""Debian packages of what the bundle does not bring itself (docs/bundle.md)."""
CONTROL = """Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: the FMCRM Desktop authors <nobody@localhost>
Installed-Size: {size}
Depends: {depends}
Section: misc
Priority: optional
Description: Desk of a property office
 Owners and tenants with their units, calls, complaints, work orders with visits,
 the calendar and the month's report. Works on one file, without a server.
"""
SETUP = "Inno Setup is not here, so there is no setup program. Please type\n\n    winget install JRSoftware.InnoSetup\n"
PLACES = ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA")
"""Variables that name the folders where Inno Setup may stand."""


def main() -> int:
    """Add the licences to the folder, then put the installer of this system around it."""
    version = re.search(r'__version__ = "(.+)"', (ROOT / NAME.replace("-", "_") / "__init__.py").read_text())
    assert version, "the program has a version"
    licences(BUILT)
    return (windows if sys.platform == "win32" else debian)(version[1])


def parts() -> list[metadata.Distribution]:
    """The packages that the running program is made of: those of its lock file, and the server's driver."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    named = [found[1] for line in lines if (found := re.match(r"([\w.-]+)==", line))]
    installed = []
    for name in named:
        try:
            installed.append(metadata.distribution(name))
        except metadata.PackageNotFoundError:
            continue  # pinned for another system only
    return installed


def licences(folder: Path) -> None:
    """LICENCES.txt with every part, and in licences/ their own texts."""
    target = folder / "licences"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(HERE / "licences", target)  # of Qt for Python, whose packages bring no text
    lines = [f"{'part':<28}{'version':<14}licence", "-" * 78]
    for part in sorted(parts(), key=lambda each: each.name.lower()):
        kind = part.metadata.get("License-Expression") or part.metadata.get("License") or "see its text"
        lines.append(f"{part.name:<28}{part.version:<14}{kind.splitlines()[0][:80]}")
        for file in part.files or ():
            if ".dist-info" in str(file) and LICENCE.search(str(file)) and Path(str(file.locate())).is_file():
                to = target.joinpath(part.name, *file.parts[1:])
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), to)
    lines.append(f"{'Python':<28}{sys.version.split()[0]:<14}PSF-2.0")
    for text in (sysconfig.get_path("stdlib"), sys.base_prefix):
        if (told := Path(text) / "LICENSE.txt").is_file():
            shutil.copyfile(told, target / "Python.txt")
    lines += [f"{name:<28}{'system':<14}licences/system/{name}" for name in of_the_system(folder, target)]
    lines += [
        "",
        "The program itself: MIT (lib/LICENSE). Typeface, icons, readings, passwords: their LICENSE beside them.",
    ]
    (folder / "LICENCES.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def of_the_system(folder: Path, target: Path) -> list[str]:
    """Debian's packages of the libraries taken from the system that built, with their copyright in system/. On
    Windows none are taken but Microsoft's runtime, which Python brings."""
    taken = [f"*/{file.name}" for file in (folder / "lib").glob("lib*.so*") if not file.is_symlink()]
    if not taken or not shutil.which("dpkg-query"):
        return []
    told = subprocess.run(["dpkg-query", "-S", *taken], capture_output=True, text=True, check=False).stdout
    named = {line.split(":")[0] for line in told.splitlines() if "/libpython" not in line}
    found = sorted(name for name in named if Path("/usr/share/doc", name, "copyright").is_file())
    (target / "system").mkdir(exist_ok=True)
    for name in found:
        shutil.copyfile(Path("/usr/share/doc", name, "copyright"), target / "system" / name)
    return found


def debian(version: str) -> int:
    """One file that `apt install ./FILE` puts into /opt with its icon, menu entry and kind of file."""
    if not shutil.which("dpkg-deb"):
        print("dpkg-deb is not here: the folder can be given away as it is.", flush=True)
        return 0
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(BUILT, tree / "opt" / NAME, symlinks=True)
    for file, to in (
        ("fmcrm-desktop.desktop", f"applications/{NAME}.desktop"),
        ("fmcrm-desktop.xml", f"mime/packages/{NAME}.xml"),
        ("icon.svg", f"icons/hicolor/scalable/apps/{NAME}.svg"),
        ("icon.png", f"icons/hicolor/256x256/apps/{NAME}.png"),
    ):
        target = tree / "usr" / "share" / to
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / file, target)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / NAME).symlink_to(f"/opt/{NAME}/{NAME}")
    for folder, _names, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for each in files:
            file = Path(folder) / each
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
    told = ["dpkg", "--print-architecture"]
    architecture = subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()
    size = sum(file.stat().st_size for file in tree.rglob("*") if file.is_file() and not file.is_symlink())
    control = CONTROL.format(
        name=NAME, version=version, architecture=architecture, size=size // 1024, depends=DEPENDS
    )
    (tree / "DEBIAN").mkdir(mode=0o755)
    (tree / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    made = ROOT / "dist" / f"{NAME}_{version}_{architecture}.deb"
    status = call("dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(tree), str(made))
    if not status:
        print(f"The package for Debian and its kin is {made}", flush=True)
    return status


def windows(version: str) -> int:
    """A setup program by Inno Setup, where that is installed; else the line that brings it."""
    compilers = [
        Path(os.environ[place]) / "/".join((*more, "Inno Setup 6", "ISCC.exe"))
        for place in PLACES
        if place in os.environ
        for more in ((), ("Programs",))
    ]
    compiler = next((each for each in compilers if each.exists()), None)
    if compiler is None:
        print(SETUP, flush=True)
        return 0
    return call(str(compiler), f"/DVersion={version}", "/Qp", str(HERE / "setup.iss"))


def call(*command: str) -> int:
    """Run a program; its complaints are heard."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
