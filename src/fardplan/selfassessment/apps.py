from django.apps import AppConfig


class SelfassessmentConfig(AppConfig):
    name = "fardplan.selfassessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse
        from django.utils import timezone

        from fardplan.attachments import registry
        from fardplan.selfassessment import access, searched
        from fardplan.selfassessment.models import Assessment

        def answers(authority):
            return access.answering(authority, on=timezone.localdate())

        # Evidence is read by those who read the answers: nobody else finds the row.
        registry.register(
            Assessment,
            may_write=lambda authority, row: row.may_be_written and answers(authority).may(row),
            url=lambda row: reverse("assessment", args=[row.programme.slug, row.slug]),
            rows=lambda authority, queryset: queryset.filter(answers(authority).condition()).select_related("round", "party", "unit"),
            is_searched=False,
        )
        searched.register()
