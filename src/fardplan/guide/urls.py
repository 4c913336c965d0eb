from django.urls import path

from fardplan.guide import views

urlpatterns = [
    path("", views.help_start, name="help"),
    path("bilder/<slug:slug>.png", views.help_picture, name="help_picture"),
    path("<slug:slug>/", views.help_page, name="help_page"),
]
