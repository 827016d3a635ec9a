"""Addresses about places that anybody may open."""

from django.urls import path

from .views import finding

app_name = "places"
urlpatterns = [
    path("places/schools/", finding.suggest_schools, name="schools"),
    path("find-school/", finding.find_school, name="find_school"),
]
