"""Jobs of this room."""

from speir.core.jobs import job
from speir.evidence.actions import scanning


@job("evidence.scan_file")
def scan_file(file_id: str) -> None:
    """Have a file scanned that was added."""
    scanning.scan_file(file_id=file_id)
