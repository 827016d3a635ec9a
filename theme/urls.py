"""What the theme itself answers to: the styleguide and the share pictures."""

app_name = "theme"
urlpatterns: list = []
