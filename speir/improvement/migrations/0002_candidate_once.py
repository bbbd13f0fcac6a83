from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Own words may name an indicator that is weighed in a row of its own."""

    dependencies = [("improvement", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="candidate", name="candidate_once_of_an_indicator"),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                fields=["unit", "framework", "number"],
                condition=~Q(number="") & Q(words=""),
                name="candidate_once_of_an_indicator",
            ),
        ),
    ]
