from django.urls import path

from fardplan.parties import views

urlpatterns = [path("nytt/", views.add_programme, name="programme_add")]
