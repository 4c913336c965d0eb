from django.urls import path

from fardplan.spread import views

urlpatterns = [
    path("", views.spread, name="spread"),
    path("arbetssatt/<slug:slug>/", views.method, name="spread_method"),
    path("arbetssatt/<slug:slug>/underlag/", views.edit_sheet, name="spread_method_sheet"),
    path("arbetssatt/<slug:slug>/part/<slug:party>/", views.add_adoption, name="spread_method_party"),
    path("arbetssatt/<slug:slug>/part/<slug:party>/checklista/", views.tick, name="spread_method_tick"),
    path("period/<slug:slug>/redigera/", views.edit_adoption, name="adoption_edit"),
    path("period/<slug:slug>/ta-bort/", views.remove_adoption, name="adoption_remove"),
    *views.ambition.urls("ambition/", new="arbetssatt/<slug:slug>/ambition/ny/"),
]
