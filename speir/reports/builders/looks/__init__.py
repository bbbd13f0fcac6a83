"""Papers of a closer look: a briefing for those who take part, and a note of what was found.

Neither has a word about who said what: the queries that they are built from do not hold it.
"""

from speir.reports.builders.looks.briefing import briefing
from speir.reports.builders.looks.findings import findings

__all__ = ["briefing", "findings"]
