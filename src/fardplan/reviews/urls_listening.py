from django.urls import path

from fardplan.reviews.views import listening

urlpatterns = [
    path("", listening.listening, name="listening"),
    *listening.survey_register.urls("enkater/", new="enkater/ny/"),
    path("enkater/<slug:slug>/", listening.support_survey, name="support_survey"),
    *listening.survey_question_register.urls("fragor/", new="enkater/<slug:slug>/fraga/ny/"),
    *listening.dialogue_register.urls("dialoger/", new="dialoger/ny/"),
    path("dialoger/<slug:slug>/", listening.citizen_dialogue, name="citizen_dialogue"),
    *listening.finding_register.urls("sagt/", new="dialoger/<slug:slug>/sagt/nytt/"),
]
