from django.urls import path

from fardplan.reviews.views import registers, reviews, tips

urlpatterns = [
    path("", reviews.activity_reviews, name="activity_reviews"),
    path("ord/", registers.review_words, name="review_words"),
    *registers.progress_step.urls("steg/", new="steg/nytt/"),
    *registers.factor_tag.urls("faktorer/", new="faktorer/ny/"),
    path("tips/", tips.tips, name="tips"),
    path("tips/<slug:slug>/redigera/", tips.edit, name="tip_edit"),
    path("tips/<slug:slug>/ta-bort/", tips.remove, name="tip_remove"),
    path("tips/<slug:slug>/anvand/", tips.use, name="tip_use"),
    path("tips/<slug:slug>/anvand/<slug:party>/ta-bort/", tips.stop, name="tip_stop"),
    path("ny/<slug:slug>/", reviews.add, name="activity_review_add"),
    path("<slug:slug>/", reviews.activity_review, name="activity_review"),
    path("<slug:slug>/redigera/", reviews.edit, name="activity_review_edit"),
    path("<slug:slug>/ta-bort/", reviews.remove, name="activity_review_remove"),
    path("<slug:slug>/tips/nytt/", tips.add, name="tip_add"),
]
