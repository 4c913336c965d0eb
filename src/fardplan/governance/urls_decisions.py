from django.urls import path

from fardplan.governance import views_decisions as views
from fardplan.governance import views_followups, views_matters, views_meetings, views_raised

MATTER = "arende/<slug:slug>/"
MEETING = "mote/<slug:slug>/"

urlpatterns = [
    path("", views.decisions, name="decisions"),
    path("nytt/", views.add_decision, name="decision_add"),
    # Matters
    path("arenden/", views_matters.matters, name="matters"),
    path("arende/nytt/", views_matters.add_matter, name="matter_add"),
    path(MATTER, views_matters.matter, name="matter"),
    path(f"{MATTER}redigera/", views_matters.edit_matter, name="matter_edit"),
    path(f"{MATTER}ta-bort/", views_matters.matter_register.remove_view(), name="matter_remove"),
    path(f"{MATTER}vag/", views_matters.edit_route, name="matter_route"),
    path(f"{MATTER}vag/<int:pk>/", views_matters.tick_step, name="matter_step"),
    path(f"{MATTER}underlag/", views_matters.edit_proposal, name="matter_proposal"),
    path(f"{MATTER}skicka/", views_matters.send_on, name="matter_send"),
    path(f"{MATTER}version/<int:number>/", views_matters.version, name="matter_version"),
    path(f"{MATTER}part/<slug:party>/", views_matters.handling, name="matter_handling"),
    # Meetings
    path("moten/", views_meetings.meetings, name="meetings"),
    path("mote/nytt/", views_meetings.register.add_view(), name="meeting_add"),
    path(MEETING, views_meetings.meeting, name="meeting"),
    path(f"{MEETING}redigera/", views_meetings.edit, name="meeting_edit"),
    path(f"{MEETING}ta-bort/", views_meetings.remove, name="meeting_remove"),
    path(f"{MEETING}punkt/ny/", views_meetings.add_item, name="agenda_item_add"),
    path(f"{MEETING}punkt/<int:pk>/redigera/", views_meetings.edit_item, name="agenda_item_edit"),
    path(f"{MEETING}punkt/<int:pk>/ta-bort/", views_meetings.remove_item, name="agenda_item_remove"),
    path(f"{MEETING}handling/", views_meetings.pack, name="meeting_pack"),
    path(f"{MEETING}handling.pdf", views_meetings.pack_pdf, name="meeting_pack_pdf"),
    path(f"{MEETING}handling.docx", views_meetings.pack_docx, name="meeting_pack_docx"),
    path(f"{MEETING}handling/skicka/", views_meetings.send_pack, name="meeting_pack_send"),
    path(f"{MEETING}protokoll/", views_meetings.minutes, name="meeting_minutes"),
    path(f"{MEETING}protokoll/oppna/", views_meetings.open_minutes, name="meeting_minutes_open"),
    path(f"{MEETING}protokoll/narvaro/", views_meetings.record, name="meeting_minutes_record"),
    path(f"{MEETING}protokoll/punkt/<int:pk>/", views_meetings.record_item, name="agenda_item_record"),
    path(f"{MEETING}protokoll/stang/", views_meetings.close_minutes, name="meeting_minutes_close"),
    # What becomes of decisions
    path("uppfoljning/", views_followups.follow_ups, name="follow_ups"),
    path("uppfoljning/<slug:slug>/", views_followups.follow_up, name="follow_up"),
    path("uppfoljning/<slug:slug>/redigera/", views_followups.edit_follow_up, name="follow_up_edit"),
    path("uppfoljning/<slug:slug>/lage/", views_followups.report, name="follow_up_report"),
    path("uppfoljning/<slug:slug>/ta-bort/", views_followups.remove_follow_up, name="follow_up_remove"),
    # What is raised, and letters
    path("lyft/", views_raised.raised, name="raised"),
    path("lyft/nytt/", views_raised.add, name="escalation_add"),
    path("lyft/<slug:slug>/svara/", views_raised.answer, name="escalation_answer"),
    path("lyft/<slug:slug>/arende/", views_raised.make_matter, name="escalation_matter"),
    path("meddelanden/", views_raised.letters, name="messages"),
    path("meddelanden/nytt/", views_raised.write, name="message_add"),
    # Decisions: last, as their keys stand first in the address
    path("<slug:slug>/", views.decision, name="decision"),
    path("<slug:slug>/redigera/", views.edit_decision, name="decision_edit"),
    path("<slug:slug>/ta-bort/", views.remove_decision, name="decision_remove"),
    path("<slug:slug>/stang/", views.close_decision, name="decision_close"),
    path("<slug:slug>/part/<slug:party>/", views.answer, name="decision_answer"),
    path("<slug:slug>/uppfoljning/ny/", views_followups.add_follow_up, name="follow_up_add"),
]
