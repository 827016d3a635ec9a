"""The screens about the suite in Wagtail's admin, one module each."""
