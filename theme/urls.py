"""What the theme itself answers to: pictures for shared links, and the styleguide outside production."""

from django.conf import settings
from django.urls import path

from . import views

app_name = "theme"
urlpatterns = [path("share/<str:ticket>.png", views.share_picture, name="share")]
if getattr(settings, "SHOW_STYLEGUIDE", settings.DEBUG):
    urlpatterns.append(path("styleguide/", views.styleguide, name="styleguide"))
