from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "fardplan.workflows"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.kit import beside
        from fardplan.portfolio.models import WorkingMethod
        from fardplan.spread.models import SpreadProposal
        from fardplan.workflows import beside_spread

        beside.register(WorkingMethod, beside_spread.of_method)
        beside.register(SpreadProposal, beside_spread.of_proposal)
