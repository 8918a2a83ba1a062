"""The administrator's pages about who works in a municipality, and in which role."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.accounts import queries, services
from weerbaar.accounts.access import StaffRequest, recently_confirmed, staff_page
from weerbaar.accounts.forms import InviteForm, RoleForm
from weerbaar.accounts.types import AuditFilter, Permission, PersonRow, Refused, Role


def link_of(token: str, language: str) -> str:
    """The whole address of an invitation."""
    with override(language):
        return settings.SITE_URL + reverse("account_invitation", kwargs={"token": token})


def _person(request: StaffRequest, person_id: int) -> PersonRow:
    found = queries.person(request.municipality.id, person_id)
    if found is None:
        raise Http404
    return found


def _label(role: str) -> str:
    return str(Role(role).label)


def _hand_over(
    request: StaffRequest, email: str, name: str, token: str, language: str, *, back: str
) -> HttpResponse:
    """Mails the link where mail is set up; else shows it, once, to hand over."""
    link = link_of(token, language)
    sent = settings.HAS_MAIL_SERVER
    if sent:
        with override(language):
            body = render_to_string(
                "accounts/email/invitation.txt",
                {"name": name, "link": link, "days": settings.INVITATION_DAYS, "by": request.actor.label},
            )
            send_mail(_("Your account for Weerbaar"), body, None, [email])
    context = {"link": link, "sent": sent, "email": email, "days": settings.INVITATION_DAYS, "back": back}
    return render(request, "accounts/link.html", context)


@staff_page(Permission.MANAGE_ACCOUNTS)
def people(request: StaffRequest) -> HttpResponse:
    """Everybody with a role here."""
    rows = [
        (person, [_label(role) for role in person.roles])
        for person in queries.people(request.municipality.id)
    ]
    return render(request, "accounts/people.html", {"people": rows})


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
@recently_confirmed
def invite(request: StaffRequest) -> HttpResponse:
    """Invites somebody; ends with the link to hand over."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person_id, token = services.invite(request.actor, municipality_id=request.municipality.id, **data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if token:
                back = reverse("accounts:person", args=(request.municipality.slug, person_id))
                return _hand_over(request, data["email"], data["name"], token, data["language"], back=back)
            messages.success(request, _("This person already has an account, and now has the role here too."))
            return redirect("accounts:person", request.municipality.slug, person_id)
    return render(request, "accounts/invite.html", {"form": form})


@staff_page(Permission.MANAGE_ACCOUNTS)
def person(request: StaffRequest, person_id: int) -> HttpResponse:
    """One person: roles, second factor, and what an administrator can do."""
    row = _person(request, person_id)
    form = RoleForm()
    context = {
        "person": row,
        "roles": [(role, _label(role), role != Role.REGION_VIEWER) for role in row.roles],
        "form": form,
        "is_self": row.id == request.actor.user_id,
        "trail": queries.audit_page(
            request.municipality.id, AuditFilter(subject="user", subject_id=str(row.id)), 1, 10
        )[0],
    }
    return render(request, "accounts/person.html", context)


def _change(
    request: StaffRequest, person_id: int, change: Callable[[PersonRow], object], said: str
) -> HttpResponse:
    row = _person(request, person_id)
    try:
        change(row)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    if queries.person(request.municipality.id, person_id) is None:
        return redirect("accounts:people", request.municipality.slug)
    return redirect("accounts:person", request.municipality.slug, person_id)


def _role(request: StaffRequest) -> str:
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Http404
    return str(form.cleaned_data["role"])


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
@recently_confirmed
def give_role(request: StaffRequest, person_id: int) -> HttpResponse:
    role, here = _role(request), request.municipality.id

    def change(row: PersonRow) -> None:
        services.grant(request.actor, user_id=row.id, role=role, municipality_id=here)

    return _change(request, person_id, change, _("Role given: {role}.").format(role=_label(role)))


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
@recently_confirmed
def take_role(request: StaffRequest, person_id: int) -> HttpResponse:
    role, here = _role(request), request.municipality.id

    def change(row: PersonRow) -> None:
        services.revoke(request.actor, user_id=row.id, role=role, municipality_id=here)

    return _change(request, person_id, change, _("Role taken away: {role}.").format(role=_label(role)))


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
@recently_confirmed
def deactivate(request: StaffRequest, person_id: int) -> HttpResponse:
    def change(row: PersonRow) -> None:
        services.deactivate(request.actor, user_id=row.id, municipality_id=request.municipality.id)

    return _change(request, person_id, change, _("The account is closed, and its sessions have ended."))


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
@recently_confirmed
def activate(request: StaffRequest, person_id: int) -> HttpResponse:
    def change(row: PersonRow) -> None:
        services.activate(request.actor, user_id=row.id, municipality_id=request.municipality.id)

    return _change(request, person_id, change, _("The account is open again."))


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
@recently_confirmed
def reset_second_factor(request: StaffRequest, person_id: int) -> HttpResponse:
    def change(row: PersonRow) -> None:
        services.reset_second_factor(request.actor, user_id=row.id, municipality_id=request.municipality.id)

    return _change(
        request, person_id, change, _("The second step is gone. At the next sign-in a new one is set up.")
    )


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
@recently_confirmed
def new_link(request: StaffRequest, person_id: int) -> HttpResponse:
    """A new link for who lost the password or let the first one expire."""
    row = _person(request, person_id)
    try:
        token = services.make_link(request.actor, user_id=row.id, municipality_id=request.municipality.id)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("accounts:person", request.municipality.slug, person_id)
    back = reverse("accounts:person", args=(request.municipality.slug, person_id))
    return _hand_over(request, row.email, row.name, token, row.language, back=back)
