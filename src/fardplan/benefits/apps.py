from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "fardplan.benefits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.benefits import access, searched
        from fardplan.benefits.models import BenefitProfile

        registry.register(
            BenefitProfile, may_write=access.can_edit, url=lambda row: reverse("benefit", args=[row.programme.slug, row.slug])
        )
        searched.register()
