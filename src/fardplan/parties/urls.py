from django.urls import path

from fardplan.parties import views

urlpatterns = [
    path("", views.parties, name="parties"),
    path("programmet/", views.edit_programme, name="programme_edit"),
    *views.partner.urls("ovriga/", new="ovriga/ny/"),
    *views.party.urls("", new="ny/"),
    path("<slug:slug>/enheter/ny/", views.add_unit, name="unit_add"),
    path("<slug:slug>/enheter/<slug:unit>/redigera/", views.edit_unit, name="unit_edit"),
    path("<slug:slug>/enheter/<slug:unit>/avsluta/", views.end_unit, name="unit_end"),
    path("<slug:slug>/enheter/<slug:unit>/oppna-igen/", views.reopen_unit, name="unit_reopen"),
    path("<slug:slug>/enheter/<slug:unit>/ta-bort/", views.remove_unit, name="unit_remove"),
]
