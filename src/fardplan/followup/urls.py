from django.urls import path

from fardplan.followup import views

urlpatterns = [
    path("", views.compilations, name="compilations"),
    path("period/ny/", views.add_compilation, name="compilation_add"),
    path("period/<slug:slug>/", views.compilation, name="compilation"),
    path("period/<slug:slug>/redigera/", views.edit_compilation, name="compilation_edit"),
    path("period/<slug:slug>/ta-bort/", views.remove_compilation, name="compilation_remove"),
    path("period/<slug:slug>/<slug:party>/", views.party_year, name="party_year"),
    path("period/<slug:slug>/<slug:party>/skriv/", views.write_year, name="party_year_edit"),
    path("period/<slug:slug>/<slug:party>/klar/", views.mark_ready, name="party_year_ready"),
    path("period/<slug:slug>/<slug:party>/oppna-igen/", views.reopen_year, name="party_year_reopen"),
]
