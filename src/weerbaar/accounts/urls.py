"""Addresses of the pages about people and roles."""

from django.urls import path

from weerbaar.accounts.views import audit, people, tokens

app_name = "accounts"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/give-role/", people.give_role, name="give_role"),
    path("people/<int:person_id>/take-role/", people.take_role, name="take_role"),
    path("people/<int:person_id>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:person_id>/activate/", people.activate, name="activate"),
    path(
        "people/<int:person_id>/reset-second-factor/",
        people.reset_second_factor,
        name="reset_second_factor",
    ),
    path("people/<int:person_id>/new-link/", people.new_link, name="new_link"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.audit_file, name="audit_file"),
]
