"""Where a file lies: on this computer, or in a folder that other computers share, where write-ahead logs break."""

from __future__ import annotations

import sys
from pathlib import Path

SHARED_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "fuse.rclone"}
)
CLOUD_NAMES = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "nextcloud",
    "icloud",
    "坚果云",
    "百度网盘",
)


def is_network(path: Path) -> bool:
    """Whether the file lies on a network drive: another computer may have it open at the same time."""
    if sys.platform == "win32":
        import ctypes

        drive = path.resolve().drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    best, kind = "", ""
    where = str(path.resolve())
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, fstype = line.split(" ")[:3]
        point = point.replace("\\040", " ")
        if (where == point or where.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, fstype
    return kind in SHARED_TYPES


def is_cloud(path: Path) -> bool:
    """Whether a synchronising program copies the file while it changes."""
    return any(name in part.lower() for part in path.resolve().parts for name in CLOUD_NAMES)


def is_shared(path: Path) -> bool:
    return is_network(path) or is_cloud(path)
