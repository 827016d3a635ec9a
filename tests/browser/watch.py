"""What a browser sees go wrong while pages are open, and the sizes of window we promise for."""

from playwright.sync_api import BrowserContext

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}


class Watch:
    """What went wrong while pages were open: each a sentence with the address."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.faults: list[str] = []
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def _request(self, request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.faults.append(f"third-party request: {request.url}")

    def _response(self, response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status} for {response.url}")

    def _console(self, message) -> None:
        # A page that answers 404 on purpose is logged as a failed load; parts of pages are seen above.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")
