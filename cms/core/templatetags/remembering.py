"""Parts of a page that are the same until the content changes, drawn once in each process."""

import zlib
from typing import Any

from django import template
from django.utils.translation import get_language

from cms.core import page_cache

register = template.Library()


class RememberedNode(template.Node):
    """Draws its inside once for each name, keys and language, until the content changes."""

    def __init__(self, nodelist: template.NodeList, name: str, keys: list[Any]):
        self.nodelist = nodelist
        self.name = name
        self.keys = keys

    def render(self, context: template.Context) -> str:
        """Return the part as remembered, or draw it: always in a preview, or without a request."""
        request = context.get("request")
        if request is None or getattr(request, "is_preview", False):
            return self.nodelist.render(context)
        keys = "-".join(str(key.resolve(context)) for key in self.keys)
        return page_cache.remember(
            f"part-{self.name}-{get_language()}-{keys}", lambda: self._draw(context, keys)
        )

    def _draw(self, context: template.Context, keys: str) -> str:
        """Draw the inside with ids of its own, since it will stand on pages that count theirs from one."""
        outermost = context.render_context.dicts[0]
        count = outermost.get("theme_uid", 0)
        outermost["theme_uid"] = 1000 * (1 + zlib.crc32(f"{self.name}-{keys}".encode()) % 100_000)
        try:
            return self.nodelist.render(context)
        finally:
            outermost["theme_uid"] = count


@register.tag
def remembered(parser: template.base.Parser, token: template.base.Token) -> RememberedNode:
    """Remember what stands inside: `{% remembered "name" key … %}…{% endremembered %}`.

    Everything that makes the inside different must be among the keys, but for the language and the
    content itself. Nothing inside may know a person or carry a token.
    """
    _tag, *parts = token.split_contents()
    if not parts or parts[0][0] not in "'\"":
        raise template.TemplateSyntaxError("remembered needs a name in quotes, then keys")
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode(
        nodelist, parts[0].strip("'\""), [parser.compile_filter(part) for part in parts[1:]]
    )
