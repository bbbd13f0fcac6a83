"""Files on their way in: how much is taken, by whom, and where it lies meanwhile.

Only addresses that take files are sent more than a form's texts. Their files are dropped as they come until the view
has found out that the person may add them (`taking`); then they lie in a folder of ours, each no longer than it may be.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from speir.evidence.rules.files import MOST_AT_ONCE

ADDRESS = re.compile(r"/evidence/[0-9a-z]{16}/files/")
# Up to here all is read, and what is too large dropped as it comes, so that a browser gets to see the sentence.
MOST_READ = 1_200_000_000
# What a file's own window calls one, on most machines.
MEGABYTE = 1 << 20
# So much of the disk stays free for what people write.
LEFT_FREE = 500 * MEGABYTE
# The form's last field: where it is missing, the form broke off on its way.
WHOLE = "whole"


def largest() -> int:
    """Return how many bytes a file may have."""
    return int(settings.FILE_MEGABYTES) * MEGABYTE


def takes_files(request: HttpRequest) -> bool:
    """Return whether this is a form with files, sent to an address that takes them."""
    return request.content_type == "multipart/form-data" and bool(ADDRESS.fullmatch(request.path_info))


def announces_too_much(request: HttpRequest) -> bool:
    """Return whether more is announced than anybody waits for, or nothing."""
    announced = str(request.META.get("CONTENT_LENGTH") or "")
    return not announced.isdecimal() or int(announced) > MOST_READ


def has_room(request: HttpRequest) -> bool:
    """Return whether the disk has room for what is announced: once on its way in, and once where it is kept."""
    announced = min(int(request.META.get("CONTENT_LENGTH") or 0), MOST_AT_ONCE * largest())
    return shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR).free > 2 * announced + LEFT_FREE


class Dropping(FileUploadHandler):
    """Drops every file as it comes: nobody knows yet whether this person may add one."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Drop the rest of it."""
        raise SkipFile

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """There is none."""
        return None


class Bounded(FileUploadHandler):
    """Drops what is too large or too many, and remembers the names."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large: list[str] = []
        self.too_many: list[str] = []
        self.count = 0

    def new_file(self, field_name: str, file_name: str, *words: Any, **more: Any) -> None:
        """Begin another."""
        super().new_file(field_name, file_name, *words, **more)
        self.count += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass it on while it is short enough. Here and not as it begins: the handler after this one has begun too."""
        if self.count > MOST_AT_ONCE:
            self.too_many.append(str(self.file_name))
            raise SkipFile
        if start + len(raw_data) > largest():
            self.too_large.append(str(self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The next handler has it."""
        return None


def taking(request: HttpRequest) -> Bounded:
    """Have the files of this request stored on their way, each a file of its own, and return who watches over them."""
    bounded = Bounded(request)
    with suppress(AttributeError):  # what keep() gave back was read before, and holds no files
        request.upload_handlers = [bounded, TemporaryFileUploadHandler(request)]
    return bounded


def came_whole(request: HttpRequest) -> bool:
    """Read the form; return whether it came to its end."""
    try:
        return request.POST.get(WHOLE) == "1"
    except OSError:  # it broke off, or there was no room for it after all
        for handler in request.upload_handlers:
            half = getattr(handler, "file", None)
            if half is not None:
                half.close()
        return False


@contextmanager
def room() -> Any:
    """Give a folder for what is made of files that came; it goes with all that is in it."""
    with TemporaryDirectory(prefix="look-", dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        yield Path(folder)


def paths(files: Iterable[UploadedFile]) -> list[tuple[Path, str]]:
    """Return where each file lies and the name that it came with."""
    return [
        (Path(file.temporary_file_path()), file.name or "")
        for file in files
        if isinstance(file, TemporaryUploadedFile)
    ]
