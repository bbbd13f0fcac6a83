"""Files on a disk of ours, whole before anybody hears that they are kept."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from speir.core.ids import new_id


class Disk(FileSystemStorage):
    """Django's storage in a folder that only Speir's user reads; what is saved is on the disk, not on its way there."""

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        for path, how in ((self.path(saved), os.O_RDONLY), (Path(self.path(saved)).parent, os.O_DIRECTORY)):
            opened = os.open(path, how)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
        return saved

    def url(self, name: str | None) -> str:
        """Raise ValueError: nothing here has an address of its own."""
        raise ValueError("Files are sent by Speir alone, from behind the permission check.")


def new_name() -> str:
    """Return a name that says nothing, in one of some hundred folders."""
    name = new_id() + new_id()
    return f"{name[:2]}/{name}"


def clear_uploads(*, older: int = 3600) -> int:
    """Delete what lies in the folder of files on their way in for so many seconds: its request was cut short."""
    cleared = 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > older:
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
                cleared += 1
    return cleared
