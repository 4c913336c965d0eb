from django.urls import path

from fardplan.overview import views, views_events

urlpatterns = [
    path("", views.county, name="county"),
    path("fardplan/", views.timeline, name="timeline"),
    path("handelser/", views_events.events, name="events"),
    # Rooms whose rows these pages show have addresses of their own under the same words: theirs are tried first (config.urls).
    path("portfolj/<slug:slug>/", views.initiative, name="initiative"),
    path("parter/<slug:slug>/", views.party, name="party"),
]
