from django.urls import path

from fardplan.governance import views, views_binding

urlpatterns = [
    path("", views.forums, name="forums"),
    *views_binding.document.urls("styrdokument/", new="styrdokument/nytt/"),
    *views_binding.document_version.urls("version/", new="styrdokument/<slug:slug>/version/ny/"),
    *views_binding.document_point.urls("punkt/", new="styrdokument/<slug:slug>/punkt/ny/"),
    *views.seat.urls("plats/", new="<slug:slug>/plats/ny/"),
    *views.member.urls("sitter/", new="<slug:slug>/sitter/ny/"),
    *views.former_name.urls("namn/", new="<slug:slug>/namn/nytt/"),
    *views.forum_line.urls("samband/", new="<slug:slug>/samband/nytt/"),
    *views.forum.urls("", new="nytt/"),
]
