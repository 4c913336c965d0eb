from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "fardplan.benefits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.benefits import access, beside, searched
        from fardplan.benefits.models import BenefitProfile
        from fardplan.kit import beside as kit_beside
        from fardplan.portfolio.models import Initiative

        registry.register(
            BenefitProfile, may_write=access.can_edit, url=lambda row: reverse("benefit", args=[row.programme.slug, row.slug])
        )
        kit_beside.register(Initiative, beside.of_initiative)
        searched.register()
