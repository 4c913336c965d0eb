from django.urls import path

from fardplan.reviews.views import frameworks

urlpatterns = [
    path("", frameworks.frameworks, name="frameworks"),
    *frameworks.framework_register.urls("", new="nytt/"),
    path("hamta/<slug:name>/", frameworks.take_in, name="framework_take_in"),
    *frameworks.area_register.urls("omraden/", new="<slug:slug>/omrade/nytt/"),
    *frameworks.level_register.urls("nivaer/", new="<slug:slug>/niva/ny/"),
    *frameworks.question_register.urls("fragor/", new="omraden/<slug:slug>/fraga/ny/"),
    path("fragor/<slug:slug>/svara/", frameworks.answer, name="framework_question_answer"),
    path("<slug:slug>/", frameworks.framework, name="framework"),
]
