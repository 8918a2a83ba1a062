"""The analysis in words, in the reader's language: lines that are crossed, times, and what is not known."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weerbaar.continuity.types_recovery import Analysis, ConflictRow, ProcessRecovery
from weerbaar.interface.numbers import minutes, number


def line_name(line: str) -> str:
    """The line that a process crosses."""
    return {
        "rto": _("its target (RTO)"),
        "deadline": _("the deadline by law"),
        "mtpd": _("the longest tolerable outage (MTPD)"),
        "horizon": _("the 72 hours"),
    }[line]


def time_back(row: ProcessRecovery) -> str:
    """When the process is back: a time, at least a time, or never by itself."""
    if row.ready_min is not None:
        back = minutes(row.ready_min)
    elif row.started_min is not None:
        return _("only by hand, then %(time)s") % {"time": minutes(row.started_min)}
    else:
        return _("never")
    return _("at least %(time)s") % {"time": back} if row.is_at_least else back


def conflict_words(conflict: ConflictRow) -> str:
    """One line that is crossed, and by how much."""
    values = {"line": line_name(conflict.line), "limit": minutes(conflict.limit_min)}
    if conflict.over_min is None:
        return _("never back, while %(line)s is %(limit)s") % values
    values["over"] = minutes(conflict.over_min)
    return _("%(over)s later than %(line)s of %(limit)s") % values


def sentence(analysis: Analysis) -> str:
    """What the analysis comes down to, in one sentence or two."""
    late, of = len(analysis.in_conflict), len(analysis.processes)
    if not of:
        return _("There is nothing to compute yet.")
    if not late:
        words = _("All processes are back in time.")
    else:
        words = ngettext(
            "%(late)s of %(of)s processes is not back in time.",
            "%(late)s of %(of)s processes are not back in time.",
            late,
        ) % {"late": number(late), "of": number(of)}
    unknown = len(analysis.unknown)
    if unknown:
        words += " " + ngettext(
            "Of %(count)s thing the recovery time is not yet known; it counts as 0.",
            "Of %(count)s things the recovery time is not yet known; they count as 0.",
            unknown,
        ) % {"count": number(unknown)}
    return words
