from django.urls import path

from fardplan.portfolio import views

urlpatterns = [path("", views.portfolio, name="portfolio")]
