"""Joining two people and taking it back, likely duplicates, saved filters and files of people."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

USER = settings.AUTH_USER_MODEL
SET_NULL = django.db.models.deletion.SET_NULL


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_matching_of_names"),
        migrations.swappable_dependency(USER),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="person",
            options={
                "ordering": ("-created_at", "-pk"),
                "permissions": [
                    ("export_person", "Can take personal data out of the site"),
                    ("tag_person", "Can put tags on people"),
                ],
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
        migrations.AddField(
            model_name="person",
            name="mailbox_checked_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="When somebody said whether several people read this address.",
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="DuplicateProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "likeness",
                    models.CharField(
                        choices=[
                            ("plus", "The same address but for what stands behind a plus sign"),
                            ("typo", "The same address but for a slip in the provider’s name or a dot"),
                            ("name", "The same name at the same organisation"),
                            ("local", "The same letters before the @, at one school or trust"),
                            ("place", "The same name and the same postcode"),
                        ],
                        max_length=5,
                        verbose_name="why",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("open", "Not looked at"), ("different", "Not the same person")],
                        default="open",
                        max_length=9,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "found_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="found on"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided on")),
                (
                    "decided_by",
                    models.ForeignKey(blank=True, null=True, on_delete=SET_NULL, related_name="+", to=USER),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "likely duplicate",
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["verdict", "likeness", "id"], name="proposal_by_verdict")],
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="one_proposal_for_a_pair"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="smaller_key_first"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="joined on")),
                ("record", models.JSONField(default=dict, editable=False)),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back on")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=SET_NULL,
                        related_name="+",
                        to=USER,
                        verbose_name="by",
                    ),
                ),
                (
                    "gone",
                    models.ForeignKey(
                        null=True,
                        on_delete=SET_NULL,
                        related_name="merges",
                        to="people.person",
                        verbose_name="leads to the other",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        null=True,
                        on_delete=SET_NULL,
                        related_name="+",
                        to="people.person",
                        verbose_name="stays",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=SET_NULL,
                        related_name="+",
                        to=USER,
                        verbose_name="taken back by",
                    ),
                ),
            ],
            options={
                "verbose_name": "joining of two people",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("gone",),
                        name="merged_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("gone")), _negated=True),
                        name="nobody_is_merged_with_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeopleImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="uploaded on")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("skip", "Leave people we know as they are"),
                            ("fill", "Fill in what is blank"),
                            ("update", "Overwrite with what the file says"),
                        ],
                        max_length=6,
                        verbose_name="people we know",
                    ),
                ),
                ("content", models.BinaryField(null=True)),
                ("counts", models.JSONField(default=dict, editable=False)),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="brought in on")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=SET_NULL,
                        related_name="+",
                        to=USER,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of people",
                "verbose_name_plural": "imports of people",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("screen", models.CharField(editable=False, max_length=60)),
                ("query", models.CharField(editable=False, max_length=1000, verbose_name="filters")),
                ("is_shared", models.BooleanField(default=False, verbose_name="for the whole team")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="saved on")),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=USER
                    ),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        models.F("owner"),
                        models.F("screen"),
                        name="one_saved_filter_of_a_name",
                    )
                ],
            },
        ),
    ]
