from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "fardplan.followup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.followup import searched
        from fardplan.followup.queries import locked
        from fardplan.kit import locking
        from fardplan.selfassessment.models import Answer, Assessment

        locking.LOCKS["followup"] = locked
        # What units have answered is part of what their party has handed in. That room lies below and knows of no locked years.
        # What is not handed in says nothing yet: it is still typed, and goes with a unit that changes party; handing it in is refused.
        locking.register(Assessment, lambda row: {(row.party_id, row.round.period)} if row.is_handed_in else set())
        locking.register(Answer, lambda row: locking.places_of(row.assessment))
        searched.register()
