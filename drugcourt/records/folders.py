"""Which folders would damage an open court: those on a network, and those that a service copies."""

from __future__ import annotations

import sys
from pathlib import Path

from drugcourt.errors import NotACourt

# The names that these services give their own folders; a folder of that name is theirs.
SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "pcloud": "pCloud",
}
NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav"}
NETWORK_SYSTEMS |= {"fuse.sshfs", "fuse.davfs", "davfs", "ceph", "glusterfs", "fuse.rclone"}
REMOTE_DRIVE = 4  # what Windows calls a drive of another computer
MOUNTS = Path("/proc/mounts")


def check_folder(court: Path) -> None:
    """Refuse a court file where open databases are known to be lost. Raises NotACourt.

    Locks over a network are not reliable, and a service that keeps folders in step copies a
    database while it is being written (trust.md R5).
    """
    where = court.parent.resolve()
    service = service_of(where)
    if service:
        raise NotACourt(
            f"That folder is kept in step by {service}, which would damage an open court; move the "
            f"file and its keys to a folder of this computer. {SHARING}"
        )
    if on_network(where):
        raise NotACourt(
            "That folder is on another computer, where an open court can be damaged; move the file "
            f"and its keys to a folder of this computer. {SHARING}"
        )


SHARING = "For several desks there is the office's server: PostgreSQL, with the command “move”."


def service_of(folder: Path) -> str:
    """The service that copies this folder elsewhere; empty where none is recognised."""
    for part in folder.parts:
        name = part.casefold()
        for sign, service in SERVICES.items():
            # "OneDrive - Cedar County" is OneDrive's too
            if name == sign or name.startswith((f"{sign} - ", f"{sign} (")):
                return service
    return ""


def on_network(folder: Path) -> bool:
    """Whether the folder is on another computer's disk."""
    if sys.platform == "win32":
        return _on_windows_network(folder)
    return _system_of(folder) in NETWORK_SYSTEMS


def _on_windows_network(folder: Path) -> bool:
    if folder.drive.startswith("\\\\"):
        return True
    import ctypes  # only Windows has what is asked here

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    return bool(kernel.GetDriveTypeW(f"{folder.drive}\\") == REMOTE_DRIVE)


def _system_of(folder: Path) -> str:
    """The kind of file system a folder is on; empty where the computer does not say."""
    try:
        lines = MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found, kind = "", ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = str(folder) == point or str(folder).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(found):
            found, kind = point, parts[2]
    return kind
