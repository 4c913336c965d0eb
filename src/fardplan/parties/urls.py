from django.urls import path

from fardplan.parties import views

urlpatterns = [path("", views.parties, name="parties")]
