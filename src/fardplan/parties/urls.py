from django.urls import path

from fardplan.parties import views

urlpatterns = [
    path("", views.parties, name="parties"),
    path("ny/", views.add_party, name="party_add"),
    path("programmet/", views.edit_programme, name="programme_edit"),
    path("<slug:slug>/redigera/", views.edit_party, name="party_edit"),
    path("<slug:slug>/avsluta/", views.end_party, name="party_end"),
]
