"""What was approved of a plan stays, also for who writes past the program; names may leave it once."""

from django.db import migrations

from weerbaar.continuity.append_only import allow_changes, refuse_changes_of_approved

TABLE = "continuity_planversion"
COLUMNS = (
    "municipality_id",
    "number",
    "facts_sha256",
    "note",
    "made_by_label",
    "made_at",
    "offered_at",
    "approved_by_label",
    "approved_as",
    "approved_at",
    "valid_until",
)


class Migration(migrations.Migration):
    dependencies = [
        ("continuity", "0007_plan_names"),
    ]

    operations = [
        migrations.RunPython(
            refuse_changes_of_approved(TABLE, COLUMNS, once="facts", marked_by="names_erased_on"),
            allow_changes(TABLE),
        ),
    ]
