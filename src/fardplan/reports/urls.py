from django.urls import path

from fardplan.reports import (
    handed,
    views,
    views_earlier,
    views_files,
    views_kinds,
    views_numbers,
    views_stated,
    views_templates,
    views_together,
)
from fardplan.reports.files import FORMATS

urlpatterns = [
    path("", views.reports, name="reports"),
    path("valj/", views_kinds.kinds, name="report_kinds"),
    path("ny/", views_kinds.start, name="report_start"),
    path("mallar/", views_templates.templates, name="report_templates"),
    *views_templates.report_template.urls("mallar/", new="mallar/ny/"),
    path("mallar/<slug:slug>/", views_templates.template, name="report_template"),
    *views_templates.template_section.urls("mallar/avsnitt/", new="mallar/<slug:slug>/avsnitt/nytt/"),
    path("kontroll/", views.consistency, name="consistency"),
    path("uppgifter/", views_stated.stated_figures, name="stated_figures"),
    *views_stated.stated_figure.urls("uppgifter/", new="uppgifter/ny/"),
    *(
        path(f"lokal/<slug:slug>/<slug:party>.{suffix}", views.local_followup, {"suffix": suffix}, name=f"local_{suffix}")
        for suffix in FORMATS
    ),
    path("lokal/<slug:slug>/<slug:party>/inlamnad-<int:number>/", handed.handed_in, name="local_handed_in"),
    path("<slug:slug>/", views.report, name="report"),
    path("<slug:slug>/avsnitt/<slug:section>/", views.text, name="report_text"),
    path("<slug:slug>/arbete/", views_together.work, name="report_work"),
    path("<slug:slug>/arbete/fordela/", views_together.assign, name="report_assign"),
    path("<slug:slug>/arbete/granskare/", views_together.reviewers, name="report_reviewers"),
    path("<slug:slug>/arbete/granskat/", views_together.look_through, name="report_look_through"),
    path("<slug:slug>/arbete/klart/<slug:section>/", views_together.ready, name="report_ready"),
    path("<slug:slug>/arbete/kommentera/", views_together.comment_add, name="report_comment_add"),
    path("<slug:slug>/kommentar/<int:pk>/", views_together.comment_edit, name="report_comment_edit"),
    path("<slug:slug>/kommentar/<int:pk>/svara/", views_together.comment_answer, name="report_comment_answer"),
    path("<slug:slug>/kommentar/<int:pk>/oppna-igen/", views_together.comment_reopen, name="report_comment_reopen"),
    path("<slug:slug>/kommentar/<int:pk>/ta-bort/", views_together.comment_remove, name="report_comment_remove"),
    path("<slug:slug>/arbete/tidigare-texter/", views_earlier.take_over, name="report_take_over"),
    path("<slug:slug>/versioner/", views_earlier.versions, name="report_versions"),
    path("<slug:slug>/jamfor/", views_earlier.compared, name="report_compared"),
    path("<slug:slug>/arkiv/", views_together.filing, name="report_filing"),
    path("<slug:slug>/siffror/", views_numbers.report_numbers, name="report_numbers"),
    path("<slug:slug>/siffror/<slug:key>/", views_numbers.free, name="report_number_free"),
    path("<slug:slug>/siffror/<slug:key>/fraga-igen/", views_numbers.ask_again, name="report_number_ask_again"),
    path("<slug:slug>/granska/", views.review, name="report_review"),
    path("<slug:slug>/godkann/", views.approve, name="report_approve"),
    path("<slug:slug>/las/", views.freeze, name="report_freeze"),
    path("<slug:slug>/oppna-igen/", views.reopen, name="report_reopen"),
    path("<slug:slug>/ta-bort/", views.discard, name="report_discard"),
    path("<slug:slug>/ny-version/", views.correct, name="report_correct"),
    path("<slug:slug>/filer/", views_files.files, name="report_files"),
    *(path(f"<slug:slug>/rapport.{suffix}", views_files.download, {"suffix": suffix}, name=f"report_{suffix}") for suffix in FORMATS),
]
