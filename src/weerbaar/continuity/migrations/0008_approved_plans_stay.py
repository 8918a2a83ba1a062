"""What was approved of a plan stays, also for who writes past the program; names may leave it once."""

from django.db import migrations

from weerbaar.continuity.append_only import allow_changes, refuse_changes_of_approved

TABLE = "continuity_planversion"
COLUMNS = (
    "municipality_id",
    "number",
    "facts",
    "facts_sha256",
    "note",
    "made_by_label",
    "made_at",
    "offered_at",
    "approved_by_label",
    "approved_as",
    "approved_at",
    "valid_until",
    "names_erased_on",
)
NAMES_LEAVE = (
    "OLD.names_erased_on IS NULL AND NEW.names_erased_on IS NOT NULL "
    "AND NEW.facts_sha256 = OLD.facts_sha256 AND NEW.approved_at = OLD.approved_at "
    "AND NEW.number = OLD.number AND NEW.valid_until = OLD.valid_until"
)


class Migration(migrations.Migration):
    dependencies = [
        ("continuity", "0007_plan_names"),
    ]

    operations = [
        migrations.RunPython(
            refuse_changes_of_approved(TABLE, COLUMNS, unless=NAMES_LEAVE), allow_changes(TABLE)
        ),
    ]
