"""Every address of the service. Swedish paths, English route names; what belongs to a programme stands under its key."""

from django.urls import include, path
from django.views.i18n import set_language

from fardplan.config import views
from fardplan.kit import views as kit_views
from fardplan.kit.gallery import gallery
from fardplan.overview.views_calendar import feed
from fardplan.overview.views_my_page import my_page
from fardplan.parties.web import logged_in, open_to_all

urlpatterns = [
    path("", views.start, name="start"),
    path("program/", views.programmes, name="programmes"),
    path("", include("fardplan.config.urls_login")),
    path("sprak/", open_to_all(set_language), name="set_language"),
    path("min-sida/", my_page, name="my_page"),
    path("min-sida/paminnelser/", include("fardplan.reminders.urls")),
    path("sok/", include("fardplan.search.urls")),
    path("hjalp/", include("fardplan.guide.urls")),
    path("kalender/<str:token>.ics", feed, name="calendar_feed"),
    path("halsa/", views.health, name="health"),
    path("kit/", open_to_all(gallery), name="gallery"),
    path("tolka/", logged_in(kit_views.read), name="read_words"),
    path("utkast/", logged_in(kit_views.keep_draft), name="draft_keep"),
    path("utkast/kasta/", logged_in(kit_views.discard_draft), name="draft_discard"),
    path("program/", include("fardplan.parties.urls_programmes")),
    path(
        "<slug:programme>/",
        include(
            [
                path("parter/", include("fardplan.parties.urls")),
                path("behorigheter/", include("fardplan.parties.urls_members")),
                path("bilagor/", include("fardplan.attachments.urls")),
                path("bemanning/", include("fardplan.parties.urls_staffing")),
                path("mal/", include("fardplan.goals.urls")),
                path("nyckeltal/", include("fardplan.indicators.urls")),
                path("", include("fardplan.workflows.urls")),
                path("effekter/", include("fardplan.effects.urls")),
                path("sjalvskattning/", include("fardplan.selfassessment.urls")),
                path("nytta/", include("fardplan.benefits.urls")),
                path("portfolj/", include("fardplan.portfolio.urls")),
                path("forum/", include("fardplan.consultations.urls_documents")),
                path("forum/", include("fardplan.governance.urls")),
                path("beslut/", include("fardplan.governance.urls_decisions")),
                path("remisser/", include("fardplan.consultations.urls")),
                path("spridning/", include("fardplan.spread.urls")),
                path("aktiviteter/", include("fardplan.plan.urls")),
                path("planer/", include("fardplan.plan.urls_plans")),
                path("uppfoljning/", include("fardplan.followup.urls")),
                path("aktivitetsuppfoljning/", include("fardplan.reviews.urls")),
                path("ramverk/", include("fardplan.reviews.urls_frameworks")),
                path("lyssna/", include("fardplan.reviews.urls_listening")),
                path("ekonomi/", include("fardplan.economy.urls")),
                path("rapporter/", include("fardplan.reports.urls")),
                path("dokumentmallar/", include("fardplan.looks.urls")),
                path("excel/", include("fardplan.imports.urls")),
                path("", include("fardplan.status.urls")),
                # Last: "portfolj/<slug>/" there must not take "portfolj/nytt/" from the room it belongs to.
                path("", include("fardplan.overview.urls")),
            ]
        ),
    ),
]

handler400 = "fardplan.config.errors.bad_request"
handler403 = "fardplan.config.errors.forbidden"
handler404 = "fardplan.config.errors.not_found"
handler429 = "fardplan.config.views_login.too_many"  # asked for by the library that counts tries to log in
handler500 = "fardplan.config.errors.server_error"
