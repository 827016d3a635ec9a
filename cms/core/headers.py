"""What every answer tells the browser it may do, and the looser rule for the admin alone."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property


class PermissionsMiddleware:
    """Sets Permissions-Policy: nothing here needs a camera, a place or a payment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and add the header, unless a view has set its own."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class ContentPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, and the one Wagtail's own screens need under the admin's address.

    The address decides and not the user: a page of the site is strict for staff as well. Both are put
    together once in each process; an answer whose view asks for a policy of its own gets one made for it.
    """

    @cached_property
    def usual(self) -> dict[bool, str]:
        """The two policies as they are sent, by whether the answer is the admin's."""
        admin = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return {False: build_policy(), True: build_policy(config=admin)}

    @cached_property
    def admin(self) -> str:
        """Where the admin's addresses begin; they are in no language."""
        return reverse("wagtailadmin_home")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the header, unless the answer has one."""
        if getattr(request, "_csp_nonce", None) or any(name.startswith("_csp_") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual[request.path.startswith(self.admin)])
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the policy for an answer that asks for its own; what its view has set goes before."""
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and request.path.startswith(self.admin):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return parts
