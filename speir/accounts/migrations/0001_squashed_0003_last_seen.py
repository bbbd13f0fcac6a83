import django.db.models.deletion
import speir.core.ids
from speir.core.tables import CreateModels
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_invitations'),
        ('accounts', '0003_last_seen'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('name', models.CharField(blank=True, max_length=200)),
                        ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                        ('is_active', models.BooleanField(default=True)),
                        ('joined_at', models.DateTimeField(auto_now_add=True)),
                        ('email_proven_at', models.DateTimeField(blank=True, null=True)),
                        ('last_seen_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'db_table': 'accounts_person',
                    },
                ),
                migrations.CreateModel(
                    name='SignInAddress',
                    fields=[
                        ('id', models.CharField(default=speir.core.ids.new_id, editable=False, max_length=16, primary_key=True, serialize=False)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('goes_to', models.CharField(blank=True, max_length=200)),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                        ('ends_at', models.DateTimeField()),
                        ('used_at', models.DateTimeField(blank=True, null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_addresses', to=settings.AUTH_USER_MODEL)),
                        ('inviter_name', models.CharField(blank=True, max_length=200)),
                        ('sent_to', models.EmailField(blank=True, max_length=254)),
                        ('unit_name', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'db_table': 'accounts_sign_in_address',
                    },
                ),
            ],
        ),
    ]
