from django.apps import AppConfig


class SpreadConfig(AppConfig):
    name = "fardplan.spread"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.portfolio.models import WorkingMethod
        from fardplan.spread import access, searched

        # The final report hangs on the method.
        registry.register(
            WorkingMethod,
            may_write=lambda authority, row: access.can_edit_method(authority),
            url=lambda row: reverse("spread_method", args=[row.programme.slug, row.slug]),
        )
        searched.register()
