from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "fardplan.plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.kit import beside, locking
        from fardplan.plan import access, answering, locks, searched
        from fardplan.plan.models import Activity, Attendance, Lecturer, Milestone, OngoingWork, OperationalPlanEntry, Plan, PlanItem

        registry.register(
            Activity, may_write=access.can_edit_activity, url=lambda row: reverse("activity", args=[row.programme.slug, row.slug])
        )
        for model, _address in answering.ANSWERED.values():
            beside.register(model, answering.section)
        locking.register(Activity, locks.of_activity)
        for child in (Attendance, Lecturer):
            locking.register(child, lambda row: locks.of_activity(row.activity))
        locking.register(Milestone, locks.of_milestone)
        locking.register(Plan, locks.of_plan)
        locking.register(PlanItem, locks.of_item)
        locking.register(OperationalPlanEntry, locks.of_operational)
        locking.register(OngoingWork, locks.of_ongoing)
        registry.register(Plan, may_write=access.can_edit_plan, url=lambda row: reverse("plan", args=[row.programme.slug, row.slug]))
        searched.register()
