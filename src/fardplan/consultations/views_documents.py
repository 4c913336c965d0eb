"""Governing documents, with what the parties said of each version that was sent to them."""

from dataclasses import replace

from django.shortcuts import render

from fardplan.accounts.permissions import Permission
from fardplan.consultations import queries
from fardplan.governance import binding
from fardplan.parties.web import in_programme


@in_programme(Permission.READ)
def documents(request):
    lines = queries.lines_by_document(request.programme, today=request.today)
    cards = [replace(card, lines=tuple(lines.get(card.document.pk, ()))) for card in binding.document_cards(request.programme)]
    return render(request, "governance/documents.html", {"cards": cards, "can_edit": request.authority.may(Permission.EDIT_FRAME)})
