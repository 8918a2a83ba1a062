"""Staff pages about the territory: its neighbourhoods, its sources and imports, its parameters."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.interface import numbers
from weerbaar.interface.commas import harmless
from weerbaar.interface.jobs import UserError
from weerbaar.territory import queries, services
from weerbaar.territory.documents import map_document
from weerbaar.territory.forms import ImportForm, ParameterForm
from weerbaar.territory.importers.received import Received
from weerbaar.territory.report_words import kind_label, unit_label
from weerbaar.territory.types import ImportRunRow, Parameter

_SUBJECTS = (
    (gettext_lazy("Support points"), ("supportpoints", "portal")),
    (gettext_lazy("Continuity"), ("continuity",)),
    (gettext_lazy("Residents"), ("territory",)),
)


def _in_dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def _said(error: UserError) -> str:
    return error.nl if _in_dutch() else error.en


@require_GET
@staff_page(Permission.VIEW)
def neighbourhoods(request: StaffRequest) -> HttpResponse:
    """The neighbourhoods with their figures, as a table and a map."""
    rows = queries.neighbourhoods(request.municipality.id)
    residents = sum(row.residents for row in rows)
    return render(
        request,
        "territory/neighbourhoods.html",
        {
            "rows": rows,
            "residents": residents,
            "households": sum(row.households for row in rows),
            "aged": sum(row.aged_65_plus for row in rows),
            "vulnerable": sum((row.vulnerable_share or 0.0) * row.residents for row in rows),
            "sources": queries.sources(request.municipality.id),
            "may_import": Permission.IMPORT_TERRITORY in request.permissions,
        },
    )


@require_GET
@staff_page(Permission.VIEW)
def neighbourhood_map(request: StaffRequest) -> JsonResponse:
    """The map document of the neighbourhoods."""
    return JsonResponse(map_document(queries.neighbourhoods(request.municipality.id)))


@require_GET
@staff_page(Permission.VIEW)
def sources(request: StaffRequest) -> HttpResponse:
    """Which data are in use, how their sums compare with official ones, and the imports so far."""
    runs = queries.import_runs(request.municipality.id)
    last = next((row for row in runs if row.succeeded), None)
    return render(
        request,
        "territory/sources.html",
        {
            "sources": [
                (source, kind_label(source.kind)) for source in queries.sources(request.municipality.id)
            ],
            "runs": runs,
            "last": last,
            "totals": _totals(last) if last else [],
            "may_import": Permission.IMPORT_TERRITORY in request.permissions,
        },
    )


def _totals(run: ImportRunRow) -> list[dict[str, object]]:
    """Totals with how far they are from the official figure (a share, None without one)."""
    return [
        {**total, "off": (total["imported"] - total["official"]) / total["official"]}
        if total.get("official")
        else {**total, "off": None}
        for total in run.report.get("totals", [])
    ]


@require_http_methods(["GET", "POST"])
@staff_page(Permission.IMPORT_TERRITORY)
def import_files(request: StaffRequest) -> HttpResponseBase:
    """Takes files in and has them imported in the background."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = [Received(one.name or "file", one.file) for one in form.chosen() if one.file]
        try:
            job_id = services.ask_for_import(request.actor, request.municipality, received)
        except UserError as error:
            form.add_error("uploads", _said(error))
        else:
            messages.success(request, _("The files are in; the import has started."))
            return redirect(_job_page(request.municipality.slug, str(job_id)))
    status = 422 if request.method == "POST" else 200
    return render(request, "territory/import.html", {"form": form}, status=status)


def _job_page(slug: str, job_id: str) -> str:
    try:
        return reverse("work:job", kwargs={"municipality": slug, "job_id": job_id})
    except NoReverseMatch:
        return reverse("territory:sources", kwargs={"municipality": slug})


def _run_or_404(request: StaffRequest, run_id: int) -> ImportRunRow:
    found = queries.import_run(request.municipality.id, run_id)
    if found is None:
        raise Http404
    return found


@require_GET
@staff_page(Permission.VIEW)
def run(request: StaffRequest, run_id: int) -> HttpResponse:
    """The report of one import."""
    found = _run_or_404(request, run_id)
    language = "nl" if _in_dutch() else "en"
    files = [
        {
            **file,
            "label": kind_label(file["kind"]),
            "repaired": [{**remark, "said": remark[language]} for remark in file["repaired"]],
            "refused": [{**remark, "said": remark[language]} for remark in file["refused"]],
            "remarks": len(file["repaired"]) + len(file["refused"]),
        }
        for file in found.report.get("files", [])
    ]
    return render(
        request,
        "territory/run.html",
        {"run": found, "files": files, "totals": _totals(found), "report": found.report},
    )


@require_GET
@staff_page(Permission.VIEW)
def run_csv(request: StaffRequest, run_id: int) -> HttpResponse:
    """The report of one import as a table that a Dutch or English spreadsheet opens."""
    found = _run_or_404(request, run_id)
    language = "nl" if _in_dutch() else "en"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{found.id}.csv"'
    response.write("\ufeff")
    table = csv.writer(response, delimiter=";" if language == "nl" else ",")
    table.writerow([_("File"), _("Kind"), _("What"), _("Count"), _("Row"), _("Column"), _("Reason")])
    for file in found.report.get("files", []):
        name, kind = harmless(file["file"]), kind_label(file["kind"])
        table.writerow([name, kind, _("read"), file["read"], "", "", ""])
        table.writerow([name, kind, _("used"), file["used"], "", "", ""])
        for part, label in (("repaired", _("repaired")), ("refused", _("not used"))):
            for remark in file[part]:
                table.writerow(
                    [
                        *(name, kind, label, remark["count"], remark["row"] or ""),
                        *(harmless(remark["column"]), harmless(remark[language])),
                    ]
                )
    for total in found.report.get("totals", []):
        official = ""
        if total["official"] is not None:
            official = f"{_('official')} {total['official']:.0f} ({total['source']})"
        table.writerow(
            ["", _("total"), total[f"name_{language}"], round(total["imported"]), "", "", official]
        )
    return response


def _written(value: float) -> str:
    """A number with the decimals that it has, four at most."""
    decimals = f"{value:.4f}".rstrip("0").partition(".")[2]
    return numbers.number(value, len(decimals))


@require_GET
@staff_page(Permission.VIEW)
def parameters(request: StaffRequest) -> HttpResponse:
    """Every norm and parameter, with its source, and whether the municipality chose it."""
    found = queries.all_parameters(request.municipality.id).values()
    subjects = [
        (
            title,
            [
                (one, _written(one.value), unit_label(one.unit), _may_set(request, one))
                for one in found
                if one.room in rooms
            ],
        )
        for title, rooms in _SUBJECTS
    ]
    return render(request, "territory/parameters.html", {"subjects": subjects})


def _may_set(request: StaffRequest, parameter: Parameter) -> bool:
    return not request.permissions.isdisjoint({Permission.IMPORT_TERRITORY, parameter.permission})


def _parameter_to_set(request: StaffRequest, key: str) -> Parameter:
    found = queries.all_parameters(request.municipality.id).get(key)
    if found is None:
        raise Http404
    if not _may_set(request, found):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
@staff_page(Permission.VIEW)
def parameter(request: StaffRequest, key: str) -> HttpResponseBase:
    """Gives a parameter the municipality's own value."""
    found = _parameter_to_set(request, key)
    form = ParameterForm(
        request.POST or None,
        initial={"value": f"{found.value:g}", "source": found.source if found.own else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.set_parameter(
                request.actor,
                request.municipality.id,
                key,
                value=form.cleaned_data["value"],
                source=form.cleaned_data["source"],
                on=form.cleaned_data["date"],
            )
        except UserError as error:
            form.add_error("value", _said(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("territory:parameters", municipality=request.municipality.slug)
    return render(
        request,
        "territory/parameter.html",
        {
            "parameter": found,
            "value": _written(found.value),
            "unit": unit_label(found.unit),
            "form": form,
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@staff_page(Permission.VIEW)
def reset(request: StaffRequest, key: str) -> HttpResponseBase:
    """Puts a parameter back to its default."""
    _parameter_to_set(request, key)
    services.reset_parameter(request.actor, request.municipality.id, key)
    messages.success(request, _("Back to the default."))
    return redirect("territory:parameters", municipality=request.municipality.slug)
