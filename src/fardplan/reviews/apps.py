from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "fardplan.reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.kit import beside, locking
        from fardplan.plan.models import Activity
        from fardplan.reviews import access, beside_activity, rules, searched
        from fardplan.reviews.models import ActivityReview, CitizenDialogue, Factor

        registry.register(
            ActivityReview,
            may_write=access.can_edit_review,
            url=lambda row: reverse("activity_review", args=[row.programme.slug, row.slug]),
        )
        registry.register(
            CitizenDialogue,
            may_write=access.can_edit_dialogue,
            url=lambda row: reverse("citizen_dialogue", args=[row.programme.slug, row.slug]),
        )
        # What a party has handed in stands: its reviews of the period, and what is coded in them.
        locking.register(ActivityReview, lambda row: rules.places(row.party_id, row.period))
        locking.register(Factor, lambda row: rules.places(row.review.party_id, row.review.period))
        beside.register(Activity, beside_activity.section)
        searched.register()
