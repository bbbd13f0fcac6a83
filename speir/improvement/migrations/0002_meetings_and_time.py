"""In which meeting something was said, and indexes by which it is found without reading all that was ever said."""

import django.db.models.deletion
from django.db import migrations, models

from speir.core.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("improvement", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="progress",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="improvement.meeting",
            ),
        ),
        migrations.AddIndex(
            model_name="progress", index=models.Index(fields=["at"], name="progress_by_time")
        ),
        migrations.AddIndex(
            model_name="progress", index=models.Index(fields=["through", "at"], name="progress_by_way")
        ),
        # Its triggers name the columns that stay as they are.
        AppendOnly("Progress", words=["text"]),
    ]
