"""Exercises: scenarios, what happens while one is held, and what follows. Most of it is only added to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from weerbaar.continuity.append_only import allow_changes, refuse_changes

ADDED_TO = tuple(
    f"continuity_{name}"
    for name in (
        "exerciseclockevent",
        "injectevent",
        "exercisenote",
        "exercisestatereport",
        "observation",
        "finding",
        "measurementtaken",
    )
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_process_owner"),
        ("continuity", "0002_crisis"),
        ("continuity", "0003_register_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Exercise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("held_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("table_top", "table-top exercise"),
                            ("functional", "functional exercise"),
                            ("full", "full-scale exercise"),
                        ],
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                ("practical", models.TextField(blank=True)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("starts_at_min", models.PositiveIntegerField(default=0)),
                (
                    "first_speed",
                    models.PositiveSmallIntegerField(
                        choices=[(1, 1), (2, 2), (6, 6), (12, 12), (30, 30), (60, 60)], default=1
                    ),
                ),
                ("is_demo", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("conclusion", models.TextField(blank=True)),
                ("conclusion_language", models.CharField(blank=True, max_length=2)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-held_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ExerciseClockEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                ("number", models.PositiveIntegerField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("start", "start"),
                            ("pause", "pause"),
                            ("resume", "resume"),
                            ("jump", "jump"),
                            ("speed", "speed"),
                            ("end", "end"),
                        ],
                        max_length=6,
                    ),
                ),
                ("to_min", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "speed",
                    models.PositiveSmallIntegerField(
                        blank=True, choices=[(1, 1), (2, 2), (6, 6), (12, 12), (30, 30), (60, 60)], null=True
                    ),
                ),
            ],
            options={
                "ordering": ("exercise", "number"),
            },
        ),
        migrations.CreateModel(
            name="ExerciseNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                ("minute", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=2)),
            ],
            options={
                "ordering": ("exercise", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ExerciseStateReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                (
                    "node_kind",
                    models.CharField(
                        choices=[("process", "process"), ("resource", "resource")], max_length=8
                    ),
                ),
                ("node_code", models.SlugField(max_length=60)),
                (
                    "condition",
                    models.CharField(
                        blank=True,
                        choices=[("lost", "lost"), ("can_start", "can_start"), ("restored", "restored")],
                        max_length=9,
                    ),
                ),
                ("minute", models.PositiveIntegerField()),
                ("text", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(max_length=2)),
            ],
            options={
                "ordering": ("exercise", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[("well", "went well"), ("improve", "must be better")], max_length=7
                    ),
                ),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=2)),
            ],
            options={
                "ordering": ("exercise", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ImprovementMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=240)),
                ("language", models.CharField(max_length=2)),
                ("due_on", models.DateField()),
                ("process_code", models.SlugField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to do"),
                            ("doing", "being done"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("is_demo", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("due_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Inject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at_min", models.PositiveIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "telephone"),
                            ("radio", "radio"),
                            ("email", "e-mail"),
                            ("messenger", "messenger on foot"),
                            ("paper", "situation on paper"),
                            ("news", "news"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sender_nl", models.CharField(blank=True, max_length=160)),
                ("sender_en", models.CharField(blank=True, max_length=160)),
                ("receiver_nl", models.CharField(blank=True, max_length=160)),
                ("receiver_en", models.CharField(blank=True, max_length=160)),
                ("text_nl", models.TextField(blank=True)),
                ("text_en", models.TextField(blank=True)),
                ("expected_nl", models.TextField(blank=True)),
                ("expected_en", models.TextField(blank=True)),
                ("added_live", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("scenario", "at_min", "pk"),
            },
        ),
        migrations.CreateModel(
            name="InjectEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                (
                    "what",
                    models.CharField(
                        choices=[("delivered", "delivered"), ("skipped", "skipped")], max_length=9
                    ),
                ),
                ("minute", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ("exercise", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MeasurementTaken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                (
                    "node_kind",
                    models.CharField(
                        choices=[("process", "process"), ("resource", "resource")], max_length=8
                    ),
                ),
                ("node_code", models.SlugField(max_length=60)),
                ("before_min", models.PositiveIntegerField(blank=True, null=True)),
                ("measured_min", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ("exercise", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recover", "recover within a time"),
                            ("alert", "alert a team within a time"),
                            ("decide", "take a decision"),
                            ("inform", "inform people"),
                            ("work", "work by the plan"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title_nl", models.CharField(blank=True, max_length=240)),
                ("title_en", models.CharField(blank=True, max_length=240)),
                ("process_code", models.SlugField(blank=True, max_length=60)),
                ("resource_code", models.SlugField(blank=True, max_length=60)),
                ("team_code", models.SlugField(blank=True, max_length=40)),
                ("target_min", models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ("scenario", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                ("minute", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("met", "met"), ("partly", "partly met"), ("not_met", "not met")],
                        max_length=7,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("language", models.CharField(max_length=2)),
            ],
            options={
                "ordering": ("exercise", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("facilitator", "facilitator"),
                            ("player", "player"),
                            ("evaluator", "evaluator"),
                            ("observer", "observer"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "ordering": ("exercise", "role", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PlayerGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name_nl", models.CharField(blank=True, max_length=120)),
                ("name_en", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ("scenario", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title_nl", models.CharField(blank=True, max_length=160)),
                ("title_en", models.CharField(blank=True, max_length=160)),
                ("summary_nl", models.TextField(blank=True)),
                ("summary_en", models.TextField(blank=True)),
                ("situation_nl", models.TextField(blank=True)),
                ("situation_en", models.TextField(blank=True)),
                ("duration_min", models.PositiveIntegerField()),
                ("start_weekday", models.PositiveSmallIntegerField(default=0)),
                ("start_clock_min", models.PositiveSmallIntegerField(default=540)),
                ("copied_from", models.CharField(blank=True, max_length=160)),
                ("is_illustrative", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="process",
            name="recovery_basis",
            field=models.CharField(
                choices=[("assumed", "assumed"), ("measured", "measured in an exercise")],
                default="assumed",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="process",
            name="recovery_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="process",
            name="recovery_source",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recovery_basis", "measured"), _negated=True),
                    ("recovery_on__isnull", False),
                    _connector="OR",
                ),
                name="process_measured_on_a_date",
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="exerciseclockevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exerciseclockevent",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clock_events",
                to="continuity.exercise",
            ),
        ),
        migrations.AddField(
            model_name="exercisenote",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exercisenote",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="continuity.exercise"
            ),
        ),
        migrations.AddField(
            model_name="exercisestatereport",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exercisestatereport",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="state_reports",
                to="continuity.exercise",
            ),
        ),
        migrations.AddField(
            model_name="exercisestatereport",
            name="withdraws",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawn_by",
                to="continuity.exercisestatereport",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="continuity.exercise"
            ),
        ),
        migrations.AddField(
            model_name="improvementmeasure",
            name="exercise",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="continuity.exercise",
            ),
        ),
        migrations.AddField(
            model_name="improvementmeasure",
            name="finding",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="continuity.finding",
            ),
        ),
        migrations.AddField(
            model_name="improvementmeasure",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="improvementmeasure",
            name="owner_role",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="continuity.staffrole",
            ),
        ),
        migrations.AddField(
            model_name="improvementmeasure",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="continuity.organisationunit",
            ),
        ),
        migrations.AddField(
            model_name="injectevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="injectevent",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inject_events",
                to="continuity.exercise",
            ),
        ),
        migrations.AddField(
            model_name="injectevent",
            name="inject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="continuity.inject"
            ),
        ),
        migrations.AddField(
            model_name="measurementtaken",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="measurementtaken",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements_taken",
                to="continuity.exercise",
            ),
        ),
        migrations.AddField(
            model_name="inject",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="injects",
                to="continuity.objective",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="continuity.objective",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="continuity.exercise",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="continuity.objective",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="participants",
                to="continuity.exercise",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="continuity.playergroup",
            ),
        ),
        migrations.AddField(
            model_name="inject",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="injects",
                to="continuity.playergroup",
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="playergroup",
            name="scenario",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="continuity.scenario"
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="scenario",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="objectives",
                to="continuity.scenario",
            ),
        ),
        migrations.AddField(
            model_name="inject",
            name="scenario",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="injects", to="continuity.scenario"
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="scenario",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="exercise", to="continuity.scenario"
            ),
        ),
        migrations.AddConstraint(
            model_name="exerciseclockevent",
            constraint=models.UniqueConstraint(fields=("exercise", "number"), name="clock_event_once"),
        ),
        migrations.AddConstraint(
            model_name="exerciseclockevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ("start", "jump")), ("to_min__isnull", False)),
                    models.Q(
                        models.Q(("act__in", ("start", "jump")), _negated=True), ("to_min__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="clock_event_goes_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="exerciseclockevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "speed"), ("speed__in", (1, 2, 6, 12, 30, 60))),
                    models.Q(models.Q(("act", "speed"), _negated=True), ("speed__isnull", True)),
                    _connector="OR",
                ),
                name="clock_event_has_a_known_speed",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercisestatereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("condition", ""), ("withdraws__isnull", False)),
                    models.Q(("withdraws__isnull", True), models.Q(("condition", ""), _negated=True)),
                    _connector="OR",
                ),
                name="state_report_says_or_withdraws",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="measure_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__isnull", False), ("owner_role__isnull", False), _connector="OR"),
                name="measure_has_an_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="measure_dropped_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True), ("done_on__isnull", False), _connector="OR"
                ),
                name="measure_done_on_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="injectevent",
            constraint=models.UniqueConstraint(
                fields=("inject", "what"), name="inject_delivered_or_skipped_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="finding_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade", ""), ("text", ""), _negated=True),
                name="observation_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade", ""), ("objective__isnull", False), _connector="OR"),
                name="grade_of_an_objective",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("exercise", "user"), name="participant_once"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), ("user__isnull", False)),
                    models.Q(("user__isnull", True), models.Q(("name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="participant_is_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(("user__isnull", False), ("role", "player"), _connector="OR"),
                name="participant_on_paper_plays",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(("title_en", ""), ("title_nl", ""), _negated=True),
                name="scenario_has_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(("duration_min__gte", 1), ("duration_min__lte", 20160)),
                name="scenario_takes_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(("start_clock_min__lt", 1440), ("start_weekday__lte", 6)),
                name="scenario_begins_in_a_week",
            ),
        ),
        migrations.AddConstraint(
            model_name="playergroup",
            constraint=models.UniqueConstraint(fields=("scenario", "code"), name="player_group_once"),
        ),
        migrations.AddConstraint(
            model_name="playergroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_en", ""), ("name_nl", ""), _negated=True),
                name="player_group_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.UniqueConstraint(fields=("scenario", "code"), name="objective_once"),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.CheckConstraint(
                condition=models.Q(("title_en", ""), ("title_nl", ""), _negated=True),
                name="objective_has_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="inject",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_en", ""), ("text_nl", ""), _negated=True),
                name="inject_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="exercise_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at_min__gte", 0)), name="exercise_starts_in_the_scenario"
            ),
        ),
        *(migrations.RunPython(refuse_changes(table), allow_changes(table)) for table in ADDED_TO),
    ]
