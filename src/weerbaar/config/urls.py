"""Addresses: pages start with their language; the API and files do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from weerbaar.accounts.sign_in_urls import single_sign_on_urlpatterns
from weerbaar.interface.security_txt import security_txt
from weerbaar.portal.views import service

urlpatterns = [
    path("api/", include("weerbaar.config.api")),
    *single_sign_on_urlpatterns,
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("robots.txt", service.robots, name="robots"),
    path("favicon.ico", service.favicon, name="favicon"),
    path("healthz", service.health, name="health"),
    *i18n_patterns(
        path("account/", include("weerbaar.accounts.sign_in_urls")),
        path("<slug:municipality>/staff/support-points/", include("weerbaar.supportpoints.urls")),
        path("<slug:municipality>/staff/continuity/", include("weerbaar.continuity.urls")),
        path("<slug:municipality>/staff/territory/", include("weerbaar.territory.urls")),
        path("<slug:municipality>/staff/accounts/", include("weerbaar.accounts.urls")),
        path("<slug:municipality>/staff/work/", include("weerbaar.accounts.work_urls")),
        path("style/", include("weerbaar.interface.urls")),
        path("", include("weerbaar.portal.urls")),
        prefix_default_language=True,
    ),
]
