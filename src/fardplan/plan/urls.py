from django.urls import path

from fardplan.plan import views

urlpatterns = [path("", views.activities, name="activities")]
