from django.apps import AppConfig


class SelfassessmentConfig(AppConfig):
    name = "fardplan.selfassessment"
    default_auto_field = "django.db.models.BigAutoField"
