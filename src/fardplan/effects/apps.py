from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "fardplan.effects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.effects import access, beside, queries
        from fardplan.effects.models import Effect
        from fardplan.indicators import signals
        from fardplan.kit import beside as kit_beside
        from fardplan.portfolio.models import Initiative, WorkingMethod
        from fardplan.status.models import StatusReport

        registry.register(Effect, may_write=access.can_edit, url=lambda row: reverse("effect", args=[row.programme.slug, row.slug]))
        kit_beside.register(Initiative, beside.of_initiative)
        kit_beside.register(WorkingMethod, beside.of_method)
        kit_beside.register(StatusReport, beside.of_status_report)
        signals.tell_events(queries.events)
