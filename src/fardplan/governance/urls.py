from django.urls import path

from fardplan.governance import views

urlpatterns = [
    path("", views.forums, name="forums"),
    path("nytt/", views.add_forum, name="forum_add"),
    path("styrdokument/", views.documents, name="documents"),
    path("plats/<slug:slug>/redigera/", views.edit_seat, name="seat_edit"),
    path("<slug:slug>/redigera/", views.edit_forum, name="forum_edit"),
    path("<slug:slug>/plats/ny/", views.add_seat, name="seat_add"),
    path("<slug:slug>/samband/nytt/", views.add_line, name="forum_line_add"),
]
