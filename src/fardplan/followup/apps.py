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
        locking.register(Assessment, lambda row: {(row.party_id, row.round.period)})
        locking.register(Answer, lambda row: {(row.assessment.party_id, row.assessment.round.period)})
        searched.register()
