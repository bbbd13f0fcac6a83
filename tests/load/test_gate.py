"""The gate of an append-only table, on a database that really commits: what leaves it open is undone as a whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.servers import environment
from tests import made
from tests.architecture.tree import ROOT

pytestmark = pytest.mark.load

SCRIPT = """
import django
django.setup()
from django.db import IntegrityError, transaction
from speir.access.actor import SYSTEM
from speir.core.ids import new_id
from speir.evaluations.models import EarlierText
from speir.retention.actions.disposals import opened, write_down
from speir.retention.models import Open
from speir.retention.rules.removing import Gone
from tests import world
from tests.factories.names import with_a_name
with_a_name(world.cast())
row = EarlierText.objects.order_by("pk")[0]
gone = [Gone("evaluations_earlier_text", row.pk, "text")]
thing = {"about": "broad view", "about_id": "x" * 16, "path": "a/", "home": "a/"}
[removal] = write_down(**thing, reason="child", places=1, gone=gone, by=SYSTEM)
try:
    with transaction.atomic():
        Open.objects.create(removal=removal, in_table=removal.in_table, row_id=row.pk, never_id=new_id())
        EarlierText.objects.filter(pk=row.pk).update(text="forged")
except IntegrityError:
    print("refused at the end")
print(Open.objects.count(), EarlierText.objects.filter(text="forged").count())
with transaction.atomic(), opened(removal):
    EarlierText.objects.filter(pk=row.pk).update(text="through")
print(Open.objects.count(), EarlierText.objects.filter(text="through").count())
"""


def test_a_transaction_that_leaves_the_gate_open_is_undone_with_all_that_went_through(tmp_path: Path) -> None:
    with made.of_its_own(tmp_path) as url:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env=environment(tmp_path, url) | {"DJANGO_SETTINGS_MODULE": "speir.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.splitlines() == ["refused at the end", "0 0", "0 1"], done.stderr
