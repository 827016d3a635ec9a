"""The main journey: a guide is asked for, taken, and found again in the letter."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    GUIDE,
    OTHER_GUIDE,
    answer,
    ask_by_form,
    empty_form,
    file_link,
    letter_link,
    new_address,
    old_link,
    outcomes,
    send,
    taken,
)
from tests.live_site import link_in


def test_the_first_time(page, site):
    email = new_address()
    page.goto("/")
    page.goto("/guides/")
    page.get_by_role("link", name="SEND Review Guide").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SEND Review Guide")
    answer(page, email)
    send(page)
    page.wait_for_url("**/ready/**")
    assert outcomes(site, email) == ["waiting"]
    assert taken(page, file_link(page).click).startswith((b"%PDF-", b"PK"))
    assert outcomes(site, email) == ["counted"]
    # The rest of the suite is offered on the same page.
    expect(
        page.locator("main").get_by_role("link", name=re.compile("Deployment Review Guide")).first
    ).to_be_visible()

    letter = site.wait_for_letter(email)
    assert "SEND Review Guide" in letter["Subject"]
    assert letter.get_body(("html",)) is not None
    page.goto(link_in(letter, "/from-email/"))
    assert outcomes(site, email) == ["counted"], "opening the link in a letter takes nothing"
    assert taken(page, page.locator("main form[method=post]").first.get_by_role("button").click).startswith(
        (b"%PDF-", b"PK")
    )
    assert outcomes(site, email) == ["counted", "repeat"]


def test_the_second_time_takes_one_press(page, site):
    email = new_address()
    ask_by_form(page, email, remember=True)
    taken(page, file_link(page).click)
    page.goto(f"/get/{OTHER_GUIDE}/")
    expect(page.get_by_label("Email address")).to_have_count(0)
    page.get_by_label("A training day").check()
    page.locator("main form[method=post]").get_by_role("button").first.click()
    page.wait_for_url("**/ready/**")
    taken(page, file_link(page).click)
    assert outcomes(site, email) == ["counted", "counted"]
    remembered = [cookie for cookie in page.context.cookies() if cookie["name"].startswith("remembered")]
    assert remembered
    assert remembered[0]["httpOnly"]
    assert email.split("@")[0] not in remembered[0]["value"]


def test_a_device_can_be_forgotten(page, site):
    ask_by_form(page, new_address(), remember=True)
    page.goto(f"/get/{OTHER_GUIDE}/")
    page.get_by_role("button", name=re.compile("forget|not you", re.IGNORECASE)).first.click()
    page.goto(f"/get/{OTHER_GUIDE}/")
    expect(page.get_by_label("Email address")).to_be_visible()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"].startswith("remembered")]


def test_somebody_from_the_letter_gets_the_next_guide_with_one_question(page, open_browser, site):
    email = new_address()
    ask_by_form(page, email)
    elsewhere = open_browser()
    elsewhere.goto(letter_link(site, email))
    elsewhere.locator("main").get_by_role("link", name=re.compile("Deployment Review Guide")).first.click()
    expect(elsewhere.get_by_label("Email address")).to_have_count(0)
    elsewhere.get_by_label("Twitter").check()
    elsewhere.locator("main form[method=post]").get_by_role("button").first.click()
    elsewhere.wait_for_url("**/ready/**")
    taken(elsewhere, file_link(elsewhere).click)


def test_a_link_that_has_run_out_offers_a_new_one(page, site):
    email = new_address("late")
    page.goto(old_link(site, days=15, email=email))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("a[href*='/files/']").count() == 0
    page.locator("main form[method=post]").get_by_role("button").first.click()
    letter = site.wait_for_letter(email)
    page.goto(link_in(letter, "/from-email/"))
    taken(page, page.locator("main form[method=post]").first.get_by_role("button").click)
    assert outcomes(site, email)[-1] == "counted"


def test_a_link_that_is_a_fortnight_old_but_for_a_day_still_works(page, site):
    page.goto(old_link(site, days=13))
    assert taken(page, page.locator("main form[method=post]").first.get_by_role("button").click)


@pytest.mark.parametrize(
    "path", ["/from-email/nonsense/", "/files/nonsense/guide.pdf", f"/get/{GUIDE}/ready/x/"]
)
def test_a_link_we_did_not_make_leads_nowhere(page, path, site):
    assert page.goto(path).status in (404, 410)


def test_a_bad_form_says_everything_and_loses_nothing(page, site):
    page.goto(f"/get/{GUIDE}/")
    page.get_by_label("Email address").fill("not an address")
    page.get_by_label("Your name").fill("Siân O’Brien")
    page.get_by_label("What do you do?").select_option("ta")
    page.get_by_label("Postcode of the place where you work").fill("not one")
    page.get_by_label("Somewhere else", exact=True).check()
    page.get_by_label("Remember me on this device").check()
    send(page)
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    lines = summary.get_by_role("link").all_inner_texts()
    assert len(lines) == 4, lines
    assert page.title().lower().startswith(("error", "problem")), page.title()
    expect(page.get_by_label("Email address")).to_have_value("not an address")
    expect(page.get_by_label("Email address")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your name")).to_have_value("Siân O’Brien")
    expect(page.get_by_label("What do you do?")).to_have_value("ta")
    expect(page.get_by_label("Postcode of the place where you work")).to_have_value("not one")
    expect(page.get_by_label("Somewhere else", exact=True)).to_be_checked()
    expect(page.get_by_label("Remember me on this device")).to_be_checked()
    for number, line in enumerate(lines):
        summary.get_by_role("link").nth(number).click()
        focused = page.evaluate("document.activeElement.matches('input, select, textarea')")
        assert focused, f"“{line}” does not lead to its field"
    page.get_by_label("Email address").fill(new_address("mended"))
    page.get_by_label("What kind of place do you work in?").select_option("special")
    page.get_by_label("Postcode of the place where you work").fill("ls14ap")
    page.get_by_label("A colleague", exact=True).check()
    send(page)
    page.wait_for_url("**/ready/**")


def test_an_empty_form_names_each_missing_answer_once(page, site):
    empty_form(page)
    lines = page.locator("[data-error-summary] li").all_inner_texts()
    assert len(lines) == len(set(lines)) == 5, lines


def test_somebody_abroad_needs_no_postcode(page, site):
    email = new_address("abroad")
    page.goto(f"/get/{GUIDE}/")
    answer(page, email, postcode="")
    page.get_by_text("Outside the UK? Choose your country").click()
    page.get_by_label("Country").select_option("FR")
    send(page)
    page.wait_for_url("**/ready/**")
    assert (
        site.ask(
            "import json\nfrom cms.people.models import Person\n"
            f"print(json.dumps(Person.objects.get(email={email!r}).country))"
        )
        == "FR"
    )


def test_the_newsletter_is_a_separate_yes(page, site):
    plain, keen = new_address("plain"), new_address("keen")
    ask_by_form(page, plain)
    page.goto(f"/get/{GUIDE}/")
    answer(page, keen)
    expect(page.get_by_label("Send me the newsletter")).not_to_be_checked()
    page.get_by_label("Send me the newsletter").check()
    send(page)
    page.wait_for_url("**/ready/**")
    assert site.ask(
        "import json\nfrom cms.consent.models import SignUp\n"
        "print(json.dumps(list(SignUp.objects.filter("
        f"email__in={[plain, keen]!r}).values_list('email', 'purpose'))))"
    ) == [[keen, "newsletter"]]
