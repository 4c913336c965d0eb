from django.urls import path

from fardplan.looks import views

urlpatterns = [
    path("", views.looks, name="looks"),
    path("ny/", views.add, name="look_add"),
    path("<slug:slug>/provsida/", views.sample, name="look_sample"),
    path("<slug:slug>/ta-i-bruk/", views.use, name="look_use"),
    path("<slug:slug>/ta-ur-bruk/", views.rest, name="look_rest"),
    path("<slug:slug>/ta-bort/", views.withdraw, name="look_withdraw"),
]
