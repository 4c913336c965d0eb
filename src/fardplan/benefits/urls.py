from django.urls import path

from fardplan.benefits.views import parts, profiles

urlpatterns = [
    path("", profiles.benefits, name="benefits"),
    path("ny/", profiles.add, name="benefit_add"),
    path("parter/<slug:slug>/redigera/", parts.edit, name="benefit_part_edit"),
    path("parter/<slug:slug>/ta-bort/", parts.remove, name="benefit_part_remove"),
    path("parter/<slug:slug>/varden/nytt/", parts.report, name="benefit_value_add"),
    path("varden/<slug:slug>/redigera/", parts.edit_value, name="benefit_value_edit"),
    path("varden/<slug:slug>/ta-bort/", parts.remove_value, name="benefit_value_remove"),
    path("varden/<slug:slug>/svara/", parts.answer, name="benefit_value_answer"),
    path("<slug:slug>/", profiles.benefit, name="benefit"),
    path("<slug:slug>/redigera/", profiles.edit, name="benefit_edit"),
    path("<slug:slug>/effektkedja/", profiles.edit_chain, name="benefit_chain"),
    path("<slug:slug>/granskad/", profiles.review, name="benefit_review"),
    path("<slug:slug>/godkand/", profiles.approve, name="benefit_approve"),
    path("<slug:slug>/avgjord/", profiles.settle, name="benefit_settle"),
    path("<slug:slug>/oppna-igen/", profiles.reopen, name="benefit_reopen"),
    path("<slug:slug>/ta-bort/", profiles.remove, name="benefit_remove"),
    path("<slug:slug>/parter/ny/", parts.add, name="benefit_part_add"),
]
