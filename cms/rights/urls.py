"""Addresses of the rights room, for the public."""

from django.urls import path

from . import views

app_name = "rights"
urlpatterns = [
    path("your-data/", views.your_data, name="your_data"),
    path("your-data/see/", views.access, name="access"),
    path("your-data/erase/", views.erasure, name="erasure"),
    path("your-data/complain/", views.complaint, name="complaint"),
    path("your-data/sent/", views.sent, name="sent"),
    path("your-data/what-we-keep/", views.what_we_keep, name="what_we_keep"),
    path("your-data/confirm/<str:token>/", views.confirm, name="confirm"),
    path("your-data/copy/<str:token>/", views.package, name="package"),
]
