from django.urls import path

from fardplan.reminders import views

urlpatterns = [path("", views.reminders, name="reminders")]
