import django.db.models.deletion
from django.db import migrations, models

from speir.core.full_text import FullText
from speir.evidence.rules.finding import first_words, rest_of_words


def find_what_is_there(apps, schema_editor):
    """What was written before is found by its words too."""
    items, words = apps.get_model("evidence", "Item"), apps.get_model("evidence", "Words")
    rows = items.objects.values_list("id", "shows", "account", "origin")
    made = []
    for item_id, shows, account, origin in rows.iterator(chunk_size=500):
        made.append(words(item_id=item_id, first=first_words(shows), rest=rest_of_words(account, origin)))
        if len(made) == 500:
            words.objects.bulk_create(made)
            made = []
    words.objects.bulk_create(made)


class Migration(migrations.Migration):

    dependencies = [
        ("evidence", "0005_files"),
        ('organisations', '0006_access_reviews'),
    ]

    operations = [
        migrations.CreateModel(
            name='Words',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('first', models.TextField(blank=True)),
                ('rest', models.TextField(blank=True)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='evidence.item')),
            ],
            options={
                'db_table': 'evidence_words',
            },
        ),
        migrations.RemoveIndex(
            model_name='item',
            name='item_for_its_owner',
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['home', '-written_at', '-id', 'only_me', 'withdrawn_at'], name='item_of_home'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('only_me', True)), fields=['owner', '-written_at'], name='item_for_its_owner'),
        ),
        # Before the rows: PostgreSQL alters no table with rows of the same transaction that wait for their checks.
        FullText("Words", first="first", rest="rest"),
        migrations.RunPython(find_what_is_there, migrations.RunPython.noop),
    ]
