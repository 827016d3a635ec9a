"""Charts as SVG for the page itself: no script, no inline style, readable in light and dark.

Line and bar charts are drawn by Vega-Lite on the server; small ones (`sparkline`, `dot_map`) by hand. Marks
carry a class that `core/charts.css` colours with the theme's inks, and text is `currentColor`. A chart never
stands alone: its numbers stand in a table beside it, so that the drawing is hidden from assistive technology
behind its caption.
"""

from .by_vega import Line, bar_chart, line_chart
from .maps import Dot, Inset, dot_map
from .sparklines import sparkline

__all__ = ["Dot", "Inset", "Line", "bar_chart", "dot_map", "line_chart", "sparkline"]
