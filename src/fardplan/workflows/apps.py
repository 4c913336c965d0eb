from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "fardplan.workflows"
    default_auto_field = "django.db.models.BigAutoField"
