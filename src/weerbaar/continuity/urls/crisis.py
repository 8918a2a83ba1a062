"""Addresses of the crisis organisation."""

from django.urls import path

from weerbaar.continuity.views.crisis import decisions, room, rotas, teams

urlpatterns = [
    path("crisis/", teams.overview, name="crisis"),
    path("crisis/starter/", teams.load_starter, name="crisis_starter"),
    path("crisis/alert-list/", teams.alert_list, name="alert_list"),
    path("crisis/teams/new/", teams.team_new, name="crisis_team_new"),
    path("crisis/teams/<slug:code>/", teams.team, name="crisis_team"),
    path("crisis/teams/<slug:code>/edit/", teams.team_edit, name="crisis_team_edit"),
    path("crisis/teams/<slug:code>/remove/", teams.team_remove, name="crisis_team_remove"),
    path("crisis/teams/<slug:code>/seats/", teams.seat_set, name="crisis_seat"),
    path("crisis/teams/<slug:code>/seats/<slug:role>/remove/", teams.seat_remove, name="crisis_seat_remove"),
    path("crisis/rotas/", rotas.rotas, name="rotas"),
    path("crisis/rotas/<int:rota_id>/", rotas.rota, name="rota"),
    path("crisis/rotas/<int:rota_id>/propose/", rotas.propose, name="rota_propose"),
    path("crisis/rotas/<int:rota_id>/duty/", rotas.duty, name="rota_duty"),
    path("crisis/rotas/<int:rota_id>/remove/", rotas.remove, name="rota_remove"),
    path("crisis/rotas/<int:rota_id>/rota.csv", rotas.csv, name="rota_csv"),
    path("crisis/room/", room.room, name="crisis_room"),
    path("crisis/room/starter/", room.load_starter, name="crisis_room_starter"),
    path("crisis/room/new/", room.item_new, name="crisis_room_item_new"),
    path("crisis/room/list.csv", room.csv, name="crisis_room_csv"),
    path("crisis/room/items/<slug:code>/", room.item, name="crisis_room_item"),
    path("crisis/room/items/<slug:code>/edit/", room.item_edit, name="crisis_room_item_edit"),
    path("crisis/decisions/", decisions.logs, name="decision_logs"),
    path("crisis/decisions/<int:log_id>/", decisions.log, name="decision_log"),
    path("crisis/decisions/<int:log_id>/close/", decisions.close, name="decision_log_close"),
    path("crisis/decisions/<int:log_id>/log.csv", decisions.csv, name="decision_log_csv"),
]
