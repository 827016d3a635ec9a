"""One person for one address, found or made by one function; what is known is never overwritten."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from cms.people.models import Person
from cms.people.rules import clean_words, normalise_email
from cms.people.services import Known, addresses_of, find, identify, identify_many
from cms.places.services import locate

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Sam@Example.ORG", "sam@example.org"),
        ("  sam@example.org\n", "sam@example.org"),
        ("\u200bsam@example.org\u00a0", "sam@example.org"),
        ("sam＠example.org", "sam@example.org"),
        ("sam+guides@example.org", "sam+guides@example.org"),
        ("O'Neil@example.org", "o'neil@example.org"),
        ("mailto:sam@example.org", "sam@example.org"),
        ("MAILTO:sam%2Bguides@example.org?subject=Hello", "sam+guides@example.org"),
        ("Sam Lee <sam@example.org>", "sam@example.org"),
        ('"Lee, Sam" < sam@example.org >;', "sam@example.org"),
        ("<sam@example.org>", "sam@example.org"),
        ("'sam@example.org'", "sam@example.org"),
        ("“sam@example.org”,", "sam@example.org"),
        ("sam@example.org.", "sam@example.org"),
        ("(sam@example.org);", "sam@example.org"),
        ("ｓａｍ＠ｅｘａｍｐｌｅ．ｏｒｇ", "sam@example.org"),
        ("sam@example。org", "sam@example.org"),
        ("sam@e\u00adxample.org\u2069", "sam@example.org"),
        ("sam@bücher.example", "sam@xn--bcher-kva.example"),
        ("sam@BÜCHER.example", "sam@xn--bcher-kva.example"),
        ("sam@xn--bcher-kva.example", "sam@xn--bcher-kva.example"),
        ("sam@straße.example", "sam@xn--strae-oqa.example"),
    ],
)
def test_two_spellings_of_an_address_are_one(typed, address):
    assert normalise_email(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", " ", "sam", "Sam <sam>", "<a@b.org> <c@d.org>", "mailto:", "sam@-.example", "sam@é..example",
     "sam@", "@example.org", "a b@example.org", "sam@example", "a@b.org,c@d.org",
     "sam@exa\0mple.org", "\ud800@example.org",
     f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.org"],
)  # fmt: skip
def test_says_in_words_what_is_no_address(typed):
    with pytest.raises(ValueError, match="email"):
        normalise_email(typed)


@given(st.emails())
def test_normalising_twice_changes_nothing(address):
    try:
        once = normalise_email(f" {address.upper()} ")
    except ValueError:
        return
    assert normalise_email(once) == once == once.lower().strip()


# What mail programs, lists and sentences put around an address, and letters that look like others.
AROUND = st.sampled_from(
    [
        "{}",
        " {} ",
        "<{}>",
        "Sam Lee <{}>",
        "mailto:{}",
        "MailTo:{}",
        "{}.",
        "{},",
        "({})",
        "“{}”",
        "\u200b{}\ufeff",
    ]
)
LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True).filter(
    lambda word: word[2:4] != "--"
)
LOCAL = st.from_regex(r"[a-z0-9][a-z0-9+_]{0,10}(\.[a-z0-9]{1,5})?", fullmatch=True)
ADDRESS = st.builds(lambda local, label: f"{local}@{label}.org.uk", LOCAL, LABEL)


def wide(text: str) -> str:
    """The same letters as a keyboard for Chinese or Japanese writes them."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


@given(address=ADDRESS, around=AROUND, change=st.sampled_from([str, str.upper, str.title, wide]))
def test_an_address_is_one_however_it_is_typed(address, around, change):
    assert normalise_email(around.format(change(address))) == address


@given(st.text() | st.builds("{}@{}".format, st.text(max_size=9), st.text(max_size=9)))
def test_whatever_is_typed_becomes_one_spelling_or_is_refused(text):
    try:
        once = normalise_email(text)
    except ValueError:
        return
    assert normalise_email(once) == once
    assert once.isascii()
    assert len(once) <= 254


@given(st.text())
def test_words_that_are_kept_fit_one_line_of_any_database(text):
    kept = clean_words(text, 50)
    assert len(kept) <= 50
    assert kept == kept.strip()
    assert "\0" not in kept
    assert "\n" not in kept
    kept.encode()
    assert clean_words(kept, 50) == kept


def test_plain_and_other_text_are_cleaned_alike():
    assert clean_words(" a   b ") == clean_words(" a \u200a  b\0 ") == "a b"
    assert clean_words("x" * 300) == "x" * 200


@pytest.mark.django_db
class TestIdentify:
    def test_makes_somebody_new(self):
        person = identify(
            email=" Sam@Example.org", now=NOW, name="Sam", role="senco", postcode="ls14ap", language="cy"
        )
        person.refresh_from_db()
        assert (person.email, person.name, person.role, person.postcode) == (
            "sam@example.org", "Sam", "senco", "LS1 4AP",
        )  # fmt: skip
        assert (person.region, person.place_method, person.language) == ("E12000003", "outcode", "cy")
        assert person.created_at == NOW

    def test_finds_them_again_fills_blanks_and_overwrites_nothing(self):
        first = identify(email="sam@example.org", now=NOW, name="Sam")
        again = identify(
            email="SAM@example.org", now=NOW + timedelta(days=1), name="Mallory", role="head",
            organisation_name="Hill School", postcode="LS1 4AP",
        )  # fmt: skip
        again.refresh_from_db()
        assert again.pk == first.pk
        assert (again.name, again.role, again.organisation_name) == ("Sam", "head", "Hill School")
        assert (again.postcode, again.outcode, again.created_at) == ("LS1 4AP", "LS1", NOW)

    def test_keeps_the_place_that_is_known(self):
        identify(email="sam@example.org", now=NOW, postcode="LS1 4AP")
        person = identify(email="sam@example.org", now=NOW, postcode="M1 1AE")
        assert (person.postcode, person.outcode) == ("LS1 4AP", "LS1")
        person = identify(email="sam@example.org", now=NOW, place=locate(country="FR"))
        assert person.country == "GB-ENG"

    def test_a_postcode_makes_a_country_finer_and_never_contradicts_it(self):
        identify(email="sam@example.org", now=NOW, place=locate(country="England"))
        assert identify(email="sam@example.org", now=NOW, postcode="LS1 4AP").outcode == "LS1"
        identify(email="ann@example.org", now=NOW, place=locate(country="FR"))
        person = identify(email="ann@example.org", now=NOW, postcode="LS1 4AP")
        assert (person.country, person.outcode, person.postcode) == ("FR", "", "")

    def test_asks_the_database_little_for_somebody_known(self, django_assert_max_num_queries):
        identify(email="sam@example.org", now=NOW, name="Sam")
        with django_assert_max_num_queries(3):
            identify(email="sam@example.org", now=NOW, name="Mallory")

    def test_refuses_what_is_no_address(self):
        with pytest.raises(ValueError, match="email"):
            identify(email="nobody", now=NOW)
        assert not Person.objects.exists()

    def test_another_address_gives_the_person_who_has_it(self, django_assert_num_queries):
        sam = identify(email="sam@example.org", now=NOW, name="Sam")
        Person.objects.create(email="s.lee@example.org", merged_into=sam, created_at=NOW)
        found = identify(email="S.Lee@example.org", now=NOW, name="Mallory", role="head")
        assert (found.pk, found.name, found.role) == (sam.pk, "Sam", "head")
        assert find("<s.lee@example.org>") == sam
        assert find("nobody@example.org") is find("no address") is None
        with django_assert_num_queries(1):
            identify(email="sam@example.org", now=NOW, name="Mallory")
        assert addresses_of(sam) == ["sam@example.org", "s.lee@example.org"]

    @pytest.mark.both_databases
    def test_history_under_another_address_is_of_the_person_who_has_it(self):
        sam = identify(email="sam@example.org", now=NOW)
        ann = identify(email="ann@example.org", now=NOW)
        for address, person in (("s@example.org", sam), ("a@example.org", ann)):
            Person.objects.create(email=address, merged_into=person, created_at=NOW)
        rows = [
            Known("s@example.org", NOW - timedelta(days=9), name="Sam"),
            Known("sam@example.org", NOW, role="head"),
            Known("a@example.org", NOW, name="Ann"),
        ]
        with transaction.atomic():
            people, new = identify_many(rows, now=NOW)
        assert new == 0
        assert {email: person.pk for email, person in people.items()} == {
            "s@example.org": sam.pk, "sam@example.org": sam.pk, "a@example.org": ann.pk,
        }  # fmt: skip
        sam.refresh_from_db()
        assert (sam.name, sam.role, sam.created_at) == ("Sam", "head", NOW - timedelta(days=9))

    @pytest.mark.both_databases
    def test_many_at_once_are_found_and_made_by_the_same_rules(self):
        identify(email="sam@example.org", now=NOW, name="Sam")
        rows = [
            Known("sam@example.org", NOW - timedelta(days=9), name="Mallory", role="head"),
            Known("ann@example.org", NOW, place=locate(postcode="LS1 4AP")),
            Known("ann@example.org", NOW - timedelta(days=3), name="Ann", place=locate(postcode="M1 1AE")),
        ]
        with transaction.atomic():
            people, new = identify_many(rows, now=NOW)
        assert new == 1
        sam, ann = (Person.objects.get(email=f"{name}@example.org") for name in ("sam", "ann"))
        assert {person.pk for person in people.values()} == {sam.pk, ann.pk}
        assert (sam.name, sam.role, sam.created_at) == ("Sam", "head", NOW - timedelta(days=9))
        assert (ann.name, ann.postcode, ann.outcode) == ("Ann", "LS1 4AP", "LS1")
        assert ann.created_at == NOW - timedelta(days=3)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_one_address_at_once_from_many_forms_is_one_person():
    ready, made, failed = threading.Barrier(6), [], []

    def fill_in(number: int) -> None:
        try:
            ready.wait()
            made.append(identify(email="Sam@example.org", now=NOW, name=f"Sam {number}").pk)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=fill_in, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(made) == 6
    assert len(set(made)) == 1
    assert Person.objects.count() == 1


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_addresses_of_one_person_at_once_fill_the_same_blank_once():
    sam = identify(email="sam@example.org", now=NOW)
    Person.objects.create(email="s.lee@example.org", merged_into=sam, created_at=NOW)
    ready, found, failed = threading.Barrier(4), [], []

    def fill_in(number: int) -> None:
        try:
            ready.wait()
            email = ("sam@example.org", "s.lee@example.org")[number % 2]
            found.append(identify(email=email, now=NOW, name=f"Sam {number}"))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=fill_in, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    sam.refresh_from_db()
    assert {(person.pk, person.name) for person in found} == {(sam.pk, sam.name)}
