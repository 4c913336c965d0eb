from django.urls import path

from fardplan.consultations import views, views_answers

urlpatterns = [
    path("", views.consultations, name="consultations"),
    path("ny/", views.add_consultation, name="consultation_add"),
    *views.section.urls("del/", new="<slug:slug>/text/del/"),
    path("<slug:slug>/", views.consultation, name="consultation"),
    path("<slug:slug>/redigera/", views.edit_consultation, name="consultation_edit"),
    path("<slug:slug>/ta-bort/", views.remove_consultation, name="consultation_remove"),
    path("<slug:slug>/text/", views.edit_text, name="consultation_text"),
    path("<slug:slug>/skicka/", views.send, name="consultation_send"),
    path("<slug:slug>/forlang/", views.extend, name="consultation_extend"),
    path("<slug:slug>/stang/", views.close, name="consultation_close"),
    path("<slug:slug>/sammanstall/", views.compile_answers, name="consultation_compile"),
    path("<slug:slug>/oppna-igen/", views.reopen, name="consultation_reopen"),
    path("<slug:slug>/ny-version/", views.new_version, name="consultation_new_version"),
    path("<slug:slug>/svar.docx", views.download, {"suffix": "docx"}, name="consultation_docx"),
    path("<slug:slug>/svar.pdf", views.download, {"suffix": "pdf"}, name="consultation_pdf"),
    path("<slug:slug>/svar/<slug:party>/", views_answers.answer, name="answer"),
    path("<slug:slug>/svar/<slug:party>/<int:number>/skriv/", views_answers.write, name="answer_write"),
    path("<slug:slug>/svar/<slug:party>/kasta/", views_answers.discard, name="answer_discard"),
]
