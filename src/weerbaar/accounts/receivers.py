"""What happens beside signing in and changing one's own account: the session's clock and the audit trail."""

from __future__ import annotations

import logging
import time
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest

from weerbaar.accounts import second_factor, services
from weerbaar.accounts.middleware import SIGNED_IN_AT
from weerbaar.accounts.models import User
from weerbaar.accounts.queries import actor

log = logging.getLogger(__name__)


@receiver(auth.user_logged_in)
def start_clock(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = int(time.time())
    request.session.pop(second_factor.CHECKED_BY_PROVIDER, None)
    log.info("person %s signed in", user.pk)


@receiver(account.user_logged_in)
def note_second_factor_of_provider(request: HttpRequest, **kwargs: Any) -> None:
    if second_factor.checked_by_provider(kwargs.get("sociallogin")):
        request.session[second_factor.CHECKED_BY_PROVIDER] = True


@receiver(account.password_changed)
@receiver(account.password_set)
@receiver(account.password_reset)
def note_password(user: User, **kwargs: Any) -> None:
    services.note_own_change(actor(user), "accounts.password.changed")


@receiver(mfa.authenticator_added)
def note_added(user: User, authenticator: Any, **kwargs: Any) -> None:
    services.note_own_change(actor(user), "accounts.second_factor.added", {"kind": authenticator.type})


@receiver(mfa.authenticator_removed)
def note_removed(user: User, authenticator: Any, **kwargs: Any) -> None:
    services.note_own_change(actor(user), "accounts.second_factor.removed", {"kind": authenticator.type})


@receiver(mfa.authenticator_reset)
def note_renewed(user: User, **kwargs: Any) -> None:
    services.note_own_change(actor(user), "accounts.recovery_codes.renewed")
