"""The screens about people and organisations in Wagtail's admin."""
