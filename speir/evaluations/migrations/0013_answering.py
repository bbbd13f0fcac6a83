from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0012_asking")]

    operations = [
        migrations.AddField(
            model_name="askedof",
            name="chosen",
            field=models.BooleanField(default=False),
        ),
    ]
