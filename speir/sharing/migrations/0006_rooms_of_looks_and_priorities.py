from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sharing', '0005_taken_as_and_outside'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='roomthing',
            name='room_thing_kind_is_known',
        ),
        migrations.AlterField(
            model_name='roomthing',
            name='about',
            field=models.CharField(choices=[('edition', 'edition'), ('broad view', 'broad view'), ('evidence', 'evidence'), ('closer look', 'closer look'), ('priority', 'priority')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='roomthing',
            constraint=models.CheckConstraint(condition=models.Q(('about__in', ['edition', 'broad view', 'evidence', 'closer look', 'priority'])), name='room_thing_kind_is_known'),
        ),
    ]
