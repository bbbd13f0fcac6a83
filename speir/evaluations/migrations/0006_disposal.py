from django.db import migrations

from speir.core.append_only import AppendOnly


class Migration(migrations.Migration):
    """Disposal may empty the columns that hold words, and make an edition's files anew."""

    dependencies = [
        ("evaluations", "0005_setaside_base"),
        ("retention", "0001_initial"),
    ]

    operations = [
        AppendOnly("LevelChange", words=["why"]),
        AppendOnly("EarlierText", words=["text"]),
        AppendOnly("Edition", words=["content"]),
        AppendOnly("EditionDocument", goes=True),
    ]
