from django.urls import path

from fardplan.governance import views

urlpatterns = [path("", views.forums, name="forums")]
