"""What needs doing, for the home dashboard. Each app says its part through the hook `register_to_do`."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail import hooks
from wagtail.admin.ui.components import Component


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for somebody: in words with its number, where to do it, and how soon it comes
    (low first).
    """

    text: str
    url: str
    number: int
    order: int = 100


class ToDoPanel(Component):
    """What waits, for this person, or that nothing does."""

    name = "to_do"
    order = 60
    template_name = "core/admin/to_do.html"

    def get_context_data(self, parent_context):
        """Ask every app what waits for this person. What stands at nought is left out."""
        request = parent_context["request"]
        found: list[ToDo] = []
        for fn in hooks.get_hooks("register_to_do"):
            part: Iterable[ToDo] = fn(request)
            found += [item for item in part if item.number]
        return {"items": sorted(found, key=lambda item: (item.order, item.text))}
