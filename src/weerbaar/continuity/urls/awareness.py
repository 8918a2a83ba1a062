"""Addresses of the awareness of staff, for who runs it."""

from django.urls import path

from weerbaar.continuity.views.awareness import lessons, rounds

urlpatterns = [
    path("awareness/", lessons.overview, name="awareness"),
    path("awareness/starter/", lessons.load_starter, name="awareness_starter"),
    path("awareness/lessons/new/", lessons.lesson_new, name="awareness_lesson_new"),
    path("awareness/lessons/<slug:code>/", lessons.lesson, name="awareness_lesson"),
    path("awareness/lessons/<slug:code>/edit/", lessons.lesson_edit, name="awareness_lesson_edit"),
    path("awareness/lessons/<slug:code>/publish/", lessons.publish, name="awareness_publish"),
    path("awareness/lessons/<slug:code>/cards/new/", lessons.card, name="awareness_card_new"),
    path("awareness/lessons/<slug:code>/cards/<int:card_id>/", lessons.card, name="awareness_card"),
    path(
        "awareness/lessons/<slug:code>/cards/<int:card_id>/remove/",
        lessons.card_remove,
        name="awareness_card_remove",
    ),
    path("awareness/lessons/<slug:code>/questions/new/", lessons.question, name="awareness_question_new"),
    path(
        "awareness/lessons/<slug:code>/questions/<int:question_id>/",
        lessons.question,
        name="awareness_question",
    ),
    path(
        "awareness/lessons/<slug:code>/questions/<int:question_id>/remove/",
        lessons.question_remove,
        name="awareness_question_remove",
    ),
    path("awareness/rounds/new/", rounds.round_new, name="awareness_round_new"),
    path("awareness/rounds/<int:round_id>/", rounds.awareness_round, name="awareness_round"),
    path("awareness/rounds/<int:round_id>/invite/", rounds.invite, name="awareness_invite"),
    path("awareness/rounds/<int:round_id>/link/", rounds.make_link, name="awareness_link"),
    path("awareness/rounds/<int:round_id>/send/", rounds.send, name="awareness_send"),
    path("awareness/rounds/<int:round_id>/close/", rounds.close, name="awareness_close"),
    path("awareness/rounds/<int:round_id>/results.csv", rounds.csv, name="awareness_csv"),
]
