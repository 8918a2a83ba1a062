"""The texts of the plan, the template, and where paper copies lie."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.documents.word import MARKER
from weerbaar.continuity.documents.word_template import MB, MOST_MB
from weerbaar.continuity.forms.plan import PlacedForm, PlaceForm, PlanTextForm, TemplateForm
from weerbaar.continuity.wording import words_of
from weerbaar.interface.jobs import UserError


@require_safe
@staff_page(Permission.VIEW)
def texts(request: StaffRequest) -> HttpResponse:
    """Every text of the plan that the register does not hold, with whether it has been confirmed."""
    context = {
        "texts": queries.texts_of_plan(request.municipality.id),
        "may_edit": Permission.EDIT_CONTINUITY in request.permissions,
    }
    return render(request, "continuity/plan_texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def text(request: StaffRequest, key: str) -> HttpResponse:
    """One text, in both languages."""
    row = next((each for each in queries.texts_of_plan(request.municipality.id) if each.key == key), None)
    if row is None:
        raise Http404
    form = PlanTextForm(request.POST) if request.method == "POST" else PlanTextForm.of(row)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            services.write_plan_text(
                request.actor,
                request.municipality.id,
                key,
                values["text_nl"],
                values["text_en"],
                is_confirmed=values["is_confirmed"],
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(
                request, gettext("The text has been saved. It is printed from the next version on.")
            )
            return redirect("continuity:plan_texts", municipality=request.municipality.slug)
    status = 422 if form.errors else 200
    return render(request, "continuity/plan_text.html", {"row": row, "form": form}, status=status)


@require_safe
@staff_page(Permission.VIEW)
def papers(request: StaffRequest) -> HttpResponse:
    """Where paper copies lie and which are old; the municipality's own template."""
    return _papers(request, PlaceForm(), TemplateForm())


def _papers(
    request: StaffRequest, place_form: PlaceForm, template_form: TemplateForm, status: int = 200
) -> HttpResponse:
    in_force = queries.approved_plan(request.municipality.id)
    places = queries.paper_places(request.municipality.id)
    today = timezone.localdate()
    context = {
        "in_force": in_force,
        "places": [
            (
                row,
                PlacedForm(initial={"placed_on": today, "number": in_force.number}, prefix=f"place-{row.id}")
                if in_force
                else None,
            )
            for row in places
        ],
        "old_count": sum(row.is_old for row in places),
        "place_form": place_form,
        "template": queries.plan_template(request.municipality.id),
        "template_form": template_form,
        "marker": MARKER,
        "most_mb": MOST_MB,
        "may_edit": Permission.EDIT_CONTINUITY in request.permissions,
    }
    return render(request, "continuity/plan_papers.html", context, status=status)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def add_place(request: StaffRequest) -> HttpResponse:
    form = PlaceForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            services.add_paper_place(
                request.actor, request.municipality.id, values["place"], values["holder"], values["copies"]
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("The place has been added."))
            return redirect("continuity:plan_papers", municipality=request.municipality.slug)
    return _papers(request, form, TemplateForm(), status=422)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def placed(request: StaffRequest, place_id: int) -> HttpResponse:
    """Notes that the version in force now lies at a place."""
    _known(request, place_id)
    form = PlacedForm(request.POST, prefix=f"place-{place_id}")
    if form.is_valid():
        try:
            services.place_paper(
                request.actor,
                request.municipality.id,
                place_id,
                form.cleaned_data["number"],
                form.cleaned_data["placed_on"],
            )
        except UserError as error:
            messages.error(request, words_of(error))
        else:
            messages.success(request, gettext("Noted: the copies there are new."))
    else:
        messages.error(request, gettext("Fill in the day on which the copies were placed."))
    return redirect("continuity:plan_papers", municipality=request.municipality.slug)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def remove_place(request: StaffRequest, place_id: int) -> HttpResponse:
    _known(request, place_id)
    services.remove_paper_place(request.actor, request.municipality.id, place_id)
    messages.success(request, gettext("The place has been removed from the list."))
    return redirect("continuity:plan_papers", municipality=request.municipality.slug)


def _known(request: StaffRequest, place_id: int) -> None:
    if all(row.id != place_id for row in queries.paper_places(request.municipality.id)):
        raise Http404


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def set_template(request: StaffRequest) -> HttpResponse:
    """Takes a Word document as the template, when it can do no harm."""
    form = TemplateForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["template"]
        # one byte more than is allowed is enough to refuse it
        content = file.read(MOST_MB * MB + 1)
        try:
            services.set_plan_template(request.actor, request.municipality.id, file.name, content)
        except UserError as error:
            form.add_error("template", words_of(error))
        else:
            messages.success(request, gettext("The template is used from the next version on."))
            return redirect("continuity:plan_papers", municipality=request.municipality.slug)
    return _papers(request, PlaceForm(), form, status=422)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def remove_template(request: StaffRequest) -> HttpResponse:
    services.remove_plan_template(request.actor, request.municipality.id)
    messages.success(request, gettext("The plan has the look of the program again."))
    return redirect("continuity:plan_papers", municipality=request.municipality.slug)
