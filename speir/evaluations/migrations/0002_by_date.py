from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(fields=["-begun_at", "id"], name="evaluation_by_date"),
        ),
    ]
