from django.urls import path

from fardplan.overview import views, views_calendar, views_events, views_history, views_nearer

urlpatterns = [
    path("", views.county, name="county"),
    path("fardplan/", views.timeline, name="timeline"),
    path("narmare/", views_nearer.nearer, name="nearer"),
    path("narmare/<slug:slug>/<slug:party>/", views_nearer.evidence, name="nearer_evidence"),
    path("kalender/", views_calendar.calendar, name="calendar"),
    path("kalender/prenumerera/", views_calendar.subscriptions, name="calendar_feeds"),
    path("handelser/", views_events.events, name="events"),
    path("handelser/handelser.xlsx", views_events.events_file, name="events_file"),
    path("personer/<int:pk>/", views.person, name="person"),
    path("nytt/", views_history.whats_new, name="whats_new"),
    path("historik/<str:kind>/<int:pk>/", views_history.history, name="row_history"),
    path("historik/<str:kind>/<int:pk>/folj/", views_history.follow, name="row_follow"),
    path("historik/<str:kind>/<int:pk>/tidigare/", views_history.restore, name="row_restore"),
    # Rooms whose rows these pages show have addresses of their own under the same words: theirs are tried first (config.urls).
    path("portfolj/<slug:slug>/", views.initiative, name="initiative"),
    path("parter/<slug:slug>/", views.party, name="party"),
]
