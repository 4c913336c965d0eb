from django.urls import path

from fardplan.governance import views, views_binding

urlpatterns = [
    path("", views.forums, name="forums"),
    path("styrdokument/", views_binding.documents, name="documents"),
    path("risker/", views_binding.risks, name="risks"),
    *views_binding.document.urls("styrdokument/", new="styrdokument/nytt/"),
    *views_binding.document_version.urls("version/", new="styrdokument/<slug:slug>/version/ny/"),
    *views_binding.document_point.urls("punkt/", new="styrdokument/<slug:slug>/punkt/ny/"),
    *views_binding.risk.urls("risker/", new="risker/ny/"),
    *views_binding.checklist.urls("checklista/", new="checklista/ny/"),
    *views_binding.checklist_question.urls("fraga/", new="checklista/<slug:slug>/fraga/ny/"),
    *views.seat.urls("plats/", new="<slug:slug>/plats/ny/"),
    *views.former_name.urls("namn/", new="<slug:slug>/namn/nytt/"),
    *views.forum_line.urls("samband/", new="<slug:slug>/samband/nytt/"),
    *views.forum.urls("", new="nytt/"),
]
