from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "fardplan.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.followup import services as followup
        from fardplan.followup.models import Compilation
        from fardplan.kit import beside
        from fardplan.reports import access, county, local, searched
        from fardplan.reports.models import Report

        # Also when it is locked: the signed copy comes afterwards, and what was said is not changed by it.
        registry.register(
            Report,
            may_write=lambda authority, row: access.can_start(authority),
            url=lambda row: reverse("report", args=[row.programme.slug, row.slug]),
        )
        followup.COMPOSE["reports"] = county.compose_local
        beside.register(Compilation, local.of_compilation)
        searched.register()
