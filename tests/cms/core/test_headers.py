"""Each answer carries the policy of its address, put together once."""

from csp.constants import NONCE
from csp.decorators import csp, csp_update
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from cms.core.headers import ContentPolicyMiddleware

NAME = "Content-Security-Policy"


def ask(path="/x/", view=lambda request: HttpResponse("x")):
    return ContentPolicyMiddleware(view)(RequestFactory().get(path)).headers[NAME]


def directives(policy):
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


def test_a_page_of_the_site_is_strict_and_the_admin_is_not():
    assert directives(ask())["script-src"] == ["'self'"]
    assert directives(ask())["frame-ancestors"] == ["'none'"]
    assert "'unsafe-inline'" in directives(ask("/admin/pages/"))["script-src"]
    assert "'unsafe-inline'" not in ask("/administration/")


def test_a_second_answer_carries_the_same_policy():
    middleware = ContentPolicyMiddleware(lambda request: HttpResponse("x"))
    answers = [middleware(RequestFactory().get(path)).headers[NAME] for path in ("/", "/admin/", "/", "/x/")]
    assert answers[0] == answers[2] == answers[3] != answers[1]


def test_the_settings_decide():
    with override_settings(CONTENT_SECURITY_POLICY={"DIRECTIVES": {"default-src": ["'none'"]}}):
        assert ask() == "default-src 'none'"


def test_a_view_may_have_a_policy_of_its_own():
    own = csp({"default-src": ["'self'"], "script-src": ["'none'"]})(lambda request: HttpResponse("x"))
    assert directives(ask(view=own)) == {"default-src": ["'self'"], "script-src": ["'none'"]}
    more = csp_update({"img-src": ["https://example.org"]})(lambda request: HttpResponse("x"))
    assert "https://example.org" in directives(ask(view=more))["img-src"]
    assert directives(ask(view=more))["default-src"] == ["'none'"]


def test_a_header_that_is_there_already_stays():
    assert ask(view=lambda request: HttpResponse("x", headers={NAME: "sandbox"})) == "sandbox"


def test_a_word_for_one_answer_alone_is_in_its_policy():
    """A nonce is asked for while the page is drawn; the policy put together once must not stand in for it."""

    @csp_update({"script-src": [NONCE]})
    def view(request):
        return HttpResponse(str(request.csp_nonce))

    answer = ContentPolicyMiddleware(view)(RequestFactory().get("/x/"))
    assert f"'nonce-{answer.content.decode()}'" in directives(answer.headers[NAME])["script-src"]
