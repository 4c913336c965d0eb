from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "fardplan.plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.kit import beside
        from fardplan.plan import answering

        for model, _address in answering.ANSWERED.values():
            beside.register(model, answering.section)
