from django.urls import path

from fardplan.selfassessment import views, views_answers, views_instruments

urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("ny/", views.add_round, name="round_add"),
    path("instrument/", views_instruments.instruments, name="instruments"),
    path("instrument/ny/", views_instruments.add_instrument, name="instrument_add"),
    *views_instruments.statement.urls("pastaende/", new="instrument/<slug:slug>/pastaende/"),
    path("instrument/<slug:slug>/", views_instruments.instrument, name="instrument"),
    path("instrument/<slug:slug>/redigera/", views_instruments.edit_instrument, name="instrument_edit"),
    path("instrument/<slug:slug>/ta-bort/", views_instruments.remove_instrument, name="instrument_remove"),
    path("instrument/<slug:slug>/ny-version/", views_instruments.new_version, name="instrument_new_version"),
    path("svar/<slug:slug>/", views_answers.assessment, name="assessment"),
    path("svar/<slug:slug>/lamna-in/", views_answers.hand_in, name="assessment_hand_in"),
    path("svar/<slug:slug>/oppna-igen/", views_answers.reopen, name="assessment_reopen"),
    path("svar/<slug:slug>/svar.xlsx", views_answers.download, name="assessment_file"),
    path("svar/<slug:slug>/las-in/", views_answers.read_in, name="assessment_read"),
    path("svar/<slug:slug>/flytta/", views_answers.move, name="assessment_move"),
    path("svar/<slug:slug>/mal/<slug:goal>/", views_answers.write, name="assessment_write"),
    path("<slug:slug>/", views.round_page, name="round"),
    path("<slug:slug>/poang.xlsx", views.points_file, name="round_file"),
    path("<slug:slug>/redigera/", views.edit_round, name="round_edit"),
    path("<slug:slug>/ta-bort/", views.remove_round, name="round_remove"),
    path("<slug:slug>/enheter/", views.units, name="round_units"),
    path("<slug:slug>/oppna/", views.open_round, name="round_open"),
    path("<slug:slug>/stang/", views.close_round, name="round_close"),
    path("<slug:slug>/oppna-igen/", views.reopen_round, name="round_reopen"),
    path("<slug:slug>/part/<slug:party>/", views.party_points, name="party_points"),
    path("<slug:slug>/part/<slug:party>/visa/", views.release, name="round_release"),
    path("<slug:slug>/part/<slug:party>/ta-tillbaka/", views.take_back, name="round_take_back"),
]
