from django.db import migrations

from speir.core.append_only import AppendOnly


class Migration(migrations.Migration):
    """Disposal may empty what an item said before."""

    dependencies = [
        ("evidence", "0002_kept"),
        ("retention", "0001_initial"),
    ]

    operations = [AppendOnly("EarlierItem", words=["shows"])]
