from django.urls import path

from fardplan.indicators import views

urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("nytt/", views.add_indicator, name="indicator_add"),
    path("<slug:slug>/redigera/", views.edit_indicator, name="indicator_edit"),
]
