"""Addresses of long work within a municipality."""

from django.urls import path

from weerbaar.accounts import work

app_name = "work"
urlpatterns = [
    path("<uuid:job_id>/", work.job, name="job"),
    path("<uuid:job_id>/progress/", work.progress, name="progress"),
    path("<uuid:job_id>/cancel/", work.cancel, name="cancel"),
]
