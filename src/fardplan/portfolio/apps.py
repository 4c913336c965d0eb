from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "fardplan.portfolio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.portfolio import access, searched
        from fardplan.portfolio.models import Initiative

        registry.register(Initiative, may_write=access.can_edit, url=lambda row: reverse("initiative", args=[row.programme.slug, row.slug]))
        searched.register()
