from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "fardplan.consultations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.consultations import access, searched
        from fardplan.consultations.models import Consultation, ConsultationAnswer

        def answer_page(row):
            return f"{reverse('answer', args=[row.programme.slug, row.consultation.slug, row.party.slug])}#bilagor-{row.number}"

        registry.register(
            Consultation,
            may_write=lambda authority, row: access.can_prepare(authority),
            url=lambda row: reverse("consultation", args=[row.programme.slug, row.slug]),
        )
        # What a party has sent is its own: the signed intent is hung on it by the party. A draft carries none.
        registry.register(
            ConsultationAnswer,
            may_write=lambda authority, row: not row.is_draft and access.can_answer(authority, row.party_id),
            url=answer_page,
            rows=lambda authority, queryset: queryset.sent().select_related("consultation", "party"),
        )
        searched.register()
