from django.urls import path

from fardplan.search import views

urlpatterns = [path("", views.search, name="search")]
