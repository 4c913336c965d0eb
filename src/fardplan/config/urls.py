"""Every address of the service. Swedish paths, English route names; what belongs to a programme stands under its key."""

from django.contrib.auth import views as auth_views
from django.urls import include, path
from django.views.i18n import set_language

from fardplan.config import views
from fardplan.kit.gallery import gallery
from fardplan.parties.web import open_to_all

urlpatterns = [
    path("", views.start, name="start"),
    path("program/", views.programmes, name="programmes"),
    path(
        "logga-in/",
        open_to_all(auth_views.LoginView.as_view(template_name="accounts/log_in.html", authentication_form=views.LogInForm)),
        name="login",
    ),
    path("losenord/", views.change_password, name="password"),
    path("logga-ut/", open_to_all(auth_views.LogoutView.as_view()), name="logout"),
    path("sprak/", open_to_all(set_language), name="set_language"),
    path("halsa/", views.health, name="health"),
    path("kit/", open_to_all(gallery), name="gallery"),
    path("program/", include("fardplan.parties.urls_programmes")),
    path(
        "<slug:programme>/",
        include(
            [
                path("parter/", include("fardplan.parties.urls")),
                path("behorigheter/", include("fardplan.parties.urls_members")),
                path("bemanning/", include("fardplan.parties.urls_staffing")),
                path("mal/", include("fardplan.goals.urls")),
                path("nyckeltal/", include("fardplan.indicators.urls")),
                path("portfolj/", include("fardplan.portfolio.urls")),
                path("forum/", include("fardplan.governance.urls")),
                path("beslut/", include("fardplan.governance.urls_decisions")),
                path("aktiviteter/", include("fardplan.plan.urls")),
                path("ekonomi/", include("fardplan.economy.urls")),
                path("rapporter/", include("fardplan.reports.urls")),
                # Last: "portfolj/<slug>/" there must not take "portfolj/nytt/" from the room it belongs to.
                path("", include("fardplan.overview.urls")),
            ]
        ),
    ),
]

handler400 = "fardplan.config.errors.bad_request"
handler403 = "fardplan.config.errors.forbidden"
handler404 = "fardplan.config.errors.not_found"
handler500 = "fardplan.config.errors.server_error"
