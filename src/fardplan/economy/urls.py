from django.urls import path

from fardplan.economy import views

urlpatterns = [path("", views.economy, name="economy")]
