from django.urls import path

from fardplan.reports import views, views_kinds, views_stated
from fardplan.reports.files import FORMATS

urlpatterns = [
    path("", views.reports, name="reports"),
    path("valj/", views_kinds.kinds, name="report_kinds"),
    path("ny/", views_kinds.start, name="report_start"),
    path("kontroll/", views.consistency, name="consistency"),
    path("uppgifter/", views_stated.stated_figures, name="stated_figures"),
    *views_stated.stated_figure.urls("uppgifter/", new="uppgifter/ny/"),
    *(
        path(f"lokal/<slug:slug>/<slug:party>.{suffix}", views.local_followup, {"suffix": suffix}, name=f"local_{suffix}")
        for suffix in FORMATS
    ),
    path("<slug:slug>/", views.report, name="report"),
    path("<slug:slug>/avsnitt/<slug:section>/", views.text, name="report_text"),
    path("<slug:slug>/granska/", views.review, name="report_review"),
    path("<slug:slug>/godkann/", views.approve, name="report_approve"),
    path("<slug:slug>/las/", views.freeze, name="report_freeze"),
    path("<slug:slug>/oppna-igen/", views.reopen, name="report_reopen"),
    path("<slug:slug>/ta-bort/", views.discard, name="report_discard"),
    path("<slug:slug>/ny-version/", views.correct, name="report_correct"),
    *(path(f"<slug:slug>/rapport.{suffix}", views.download, {"suffix": suffix}, name=f"report_{suffix}") for suffix in FORMATS),
]
