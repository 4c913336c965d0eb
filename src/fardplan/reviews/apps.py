from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "fardplan.reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.kit import beside
        from fardplan.plan.models import Activity
        from fardplan.reviews import access, beside_activity, searched
        from fardplan.reviews.models import ActivityReview

        registry.register(
            ActivityReview,
            may_write=access.can_edit_review,
            url=lambda row: reverse("activity_review", args=[row.programme.slug, row.slug]),
        )
        beside.register(Activity, beside_activity.section)
        searched.register()
