"""Public addresses of the lessons: each holds the link that lets somebody in."""

from django.urls import path

from weerbaar.continuity.views.awareness import personal

app_name = "lessons"
urlpatterns = [
    path("department/<str:token>/", personal.department, name="department"),
    path("<str:token>/", personal.start, name="start"),
    path("<str:token>/<slug:code>/", personal.lesson, name="lesson"),
]
