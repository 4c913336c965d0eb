from django.urls import path

from fardplan.attachments import views

urlpatterns = [
    path("ny/", views.attach, name="attachment_add"),
    path("<slug:slug>/", views.attachment, name="attachment"),
    path("<slug:slug>/ta-bort/", views.withdraw, name="attachment_withdraw"),
]
