"""Addresses of the register: processes, resources, the organisation, and the work list."""

from django.urls import path

from weerbaar.continuity.views import editing, organisation, processes, resources, work

urlpatterns = [
    path("work/", work.work, name="work"),
    path("processes/", processes.processes, name="processes"),
    path("processes.csv", processes.processes_csv, name="processes_csv"),
    path("new-process/", editing.process_new, name="process_new"),
    path("processes/<slug:code>/", processes.process, name="process"),
    path("processes/<slug:code>/edit/", editing.process_edit, name="process_edit"),
    path("processes/<slug:code>/offer/", processes.offer, name="process_offer"),
    path("processes/<slug:code>/review/", processes.review, name="process_review"),
    path("processes/<slug:code>/approve/", processes.approve, name="process_approve"),
    path("processes/<slug:code>/send-back/", processes.send_back, name="process_send_back"),
    path("processes/<slug:code>/remove/", processes.remove, name="process_remove"),
    path("resources/", resources.resources, name="resources"),
    path("resources.csv", resources.resources_csv, name="resources_csv"),
    path("new-resource/", editing.resource_new, name="resource_new"),
    path("resources/<slug:code>/", resources.resource, name="resource"),
    path("resources/<slug:code>/edit/", editing.resource_edit, name="resource_edit"),
    path("resources/<slug:code>/remove/", resources.remove, name="resource_remove"),
    path("units/", organisation.units, name="units"),
    path("new-unit/", organisation.unit_new, name="unit_new"),
    path("units/<slug:code>/edit/", organisation.unit_edit, name="unit_edit"),
    path("units/<slug:code>/editors/", organisation.unit_editors, name="unit_editors"),
    path("units/<slug:code>/remove/", organisation.unit_remove, name="unit_remove"),
    path("roles/", organisation.roles, name="roles"),
    path("new-role/", organisation.role_new, name="role_new"),
    path("roles/<slug:code>/edit/", organisation.role_edit, name="role_edit"),
    path("roles/<slug:code>/remove/", organisation.role_remove, name="role_remove"),
    path("people/", organisation.people, name="people"),
    path("new-person/", organisation.person_new, name="person_new"),
    path("people/<int:person_id>/edit/", organisation.person_edit, name="person_edit"),
    path("people/<int:person_id>/checked/", organisation.person_checked, name="person_checked"),
    path("people/<int:person_id>/remove/", organisation.person_remove, name="person_remove"),
]
