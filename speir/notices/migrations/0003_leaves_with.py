from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_worker'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='leaves_with',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='others', to='notices.notice'),
        ),
    ]
