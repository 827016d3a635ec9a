"""Addresses for those who look after the site."""

from django.urls import path

from . import views

app_name = "core"
urlpatterns = [path("healthz", views.health, name="health")]
outbox_urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<str:name>/", views.letter, name="letter"),
    path("<str:name>/html/", views.letter_html, name="letter_html"),
]
