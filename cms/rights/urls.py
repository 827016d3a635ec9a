"""Addresses of the rights room."""

app_name = "rights"
urlpatterns: list = []
