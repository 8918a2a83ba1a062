"""The administrator's page about API tokens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.accounts import queries, services
from weerbaar.accounts.access import StaffRequest, recently_confirmed, staff_page
from weerbaar.accounts.forms import TokenForm
from weerbaar.accounts.types import Permission


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
@recently_confirmed
def tokens(request: StaffRequest) -> HttpResponse:
    """All tokens, and a form for a new one, whose secret is on the answer to that form only."""
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _row, secret = services.make_token(request.actor, request.municipality.id, **form.cleaned_data)
        form = TokenForm()
    context = {
        "form": form,
        "secret": secret,
        "tokens": queries.tokens(request.municipality.id),
        "now": timezone.now(),
    }
    return render(request, "accounts/tokens.html", context)


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
@recently_confirmed
def revoke_token(request: StaffRequest, token_id: int) -> HttpResponse:
    services.revoke_token(request.actor, request.municipality.id, token_id)
    messages.success(request, _("The token has ended. Programs that use it get no data any more."))
    return redirect("accounts:tokens", request.municipality.slug)
