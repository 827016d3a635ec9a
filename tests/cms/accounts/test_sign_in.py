"""Staff come in by one door, with a second factor where that is asked for."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.urls import reverse

from cms.accounts.models import User

PASSWORD = "a long enough password"

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return User.objects.create_superuser("admin@example.org", PASSWORD, name="Ann Admin")


def sign_in(client, password=PASSWORD, email="admin@example.org"):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_the_admin_leads_to_the_one_sign_in(client):
    assert client.get("/admin/").headers["Location"] == "/accounts/login/?next=/admin/"
    for path in ("/admin/login/", "/admin/password_reset/", "/admin/password_reset/confirm/MQ/set-password/"):
        assert client.get(path).headers["Location"].startswith("/accounts/")
    assert client.get("/admin/login/?next=/admin/reports/").headers["Location"] == (
        "/accounts/login/?next=%2Fadmin%2Freports%2F"
    )


def test_wagtails_own_sign_in_takes_no_password(client, admin):
    client.post("/admin/login/", {"username": admin.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_password_opens_the_admin(client, admin):
    assert sign_in(client).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_wrong_password_says_so_and_keeps_the_address(client, admin):
    page = sign_in(client, "not the password").content.decode()
    assert 'value="admin@example.org"' in page
    assert "error-summary" in page


def test_guessing_is_slowed_down(client, admin):
    for _ in range(12):
        answer = sign_in(client, "not the password")
    assert "Too many failed login attempts" in answer.content.decode()
    assert sign_in(client).status_code == 200, "even the right password has to wait"


def test_nobody_makes_an_account_for_themselves(client):
    new = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    page = client.post(reverse("account_signup"), new).content.decode()
    assert "You need no account" in page
    assert not User.objects.exists()


def test_an_e_mailed_code_opens_the_admin_without_a_password(client, mailoutbox):
    User.objects.create_user("ed@example.org", is_superuser=True)
    client.post(reverse("account_request_login_code"), {"email": "ed@example.org"})
    assert mail.outbox[0].to == ["ed@example.org"]
    code = re.search(r"^[A-Z0-9]{3}[A-Z0-9-]*$", mail.outbox[0].body, re.MULTILINE)[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get("/admin/").status_code == 200


def test_an_unknown_address_is_not_told_from_a_known_one(client, admin):
    known = client.post(reverse("account_reset_password"), {"email": admin.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]


def test_without_a_second_factor_the_admin_stays_shut(client, admin, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(client)
    assert client.get("/admin/").headers["Location"] == reverse("mfa_index")
    assert client.get("/admin/pages/").headers["Location"] == reverse("mfa_index")
    assert "Set one up now" in client.get(reverse("mfa_index")).content.decode()
    assert client.get(reverse("account_login")).status_code == 302


def code_now(secret):
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def test_whoever_has_a_second_factor_is_asked_for_it(client, admin, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    secret = generate_totp_secret()
    TOTP.activate(admin, secret)
    assert sign_in(client).headers["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/admin/").headers["Location"].startswith("/accounts/login/")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get("/admin/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get("/admin/").status_code == 200


def test_a_member_of_staff_sets_up_an_app_without_a_password(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    user = User.objects.create_user("ed@example.org", is_superuser=True)
    client.force_login(user)
    page = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml" in page.content.decode()
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert client.get("/admin/").status_code == 200


def test_leaving(client, admin):
    sign_in(client)
    assert client.get("/admin/logout/").status_code == 200, "an address alone only asks"
    assert "_auth_user_id" in client.session
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_a_new_member_of_staff_is_made_in_the_admin_by_address(client, admin):
    sign_in(client)
    page = client.get(reverse("wagtailusers_users:add"))
    assert "username" not in page.content.decode()
    new = {"email": "New@example.org", "name": "Nia", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(reverse("wagtailusers_users:add"), new)
    assert answer.status_code == 302, answer.context["form"].errors
    user = User.objects.get(email="new@example.org")
    assert user.name == "Nia"
    change = reverse("wagtailusers_users:edit", args=[user.pk])
    assert client.get(change).status_code == 200
    client.post(change, {"email": "new@example.org", "name": "Nia Rees", "is_active": "on"})
    user.refresh_from_db()
    assert user.name == "Nia Rees"
    assert user.check_password(PASSWORD)


def test_a_member_of_staff_without_a_password_has_none_that_could_be_guessed(client, admin):
    sign_in(client)
    client.post(reverse("wagtailusers_users:add"), {"email": "new@example.org", "name": "Nia"})
    assert not User.objects.get(email="new@example.org").has_usable_password()


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
)
def test_each_page_has_one_heading_and_no_inline_script(client, name):
    page = client.get(reverse(name)).content.decode()
    assert page.count("<h1") == 1
    assert not re.findall(r"<script(?![^>]*(?:src=|application/json))", page)
    assert " style=" not in page


def test_somebody_changes_their_own_name(client, admin):
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get("/admin/account/").content.decode()
    assert 'name="name_email-name"' in html
    assert "first_name" not in html
    response = client.post(
        "/admin/account/",
        {
            "name_email-name": "Ann Other",
            "theme-theme": "system",
            "theme-density": "default",
            "theme-contrast": "system",
        },
    )
    assert response.status_code == 302
    admin.refresh_from_db()
    assert (admin.name, admin.email) == ("Ann Other", "admin@example.org")
