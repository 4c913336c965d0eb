from django.urls import path

from fardplan.consultations import views_documents

urlpatterns = [path("styrdokument/", views_documents.documents, name="documents")]
