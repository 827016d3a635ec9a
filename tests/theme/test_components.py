"""The tags: what they draw, and that a wrong name or value fails loudly."""

import datetime
import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation


def draw(source: str, **context) -> str:
    return Template("{% load theme %}" + source).render(Context(context)).strip()


class Asked(forms.Form):
    email = forms.EmailField(help_text="Like a@example.org.")
    role = forms.ChoiceField(choices=[("a", "A <b>"), ("b", "B")], widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    news = forms.BooleanField(required=False, label="Newsletter")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Ids(HTMLParser):
    """Every id on a page, and every id that something points at."""

    def __init__(self):
        super().__init__()
        self.ids, self.wanted = [], set()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name in ("aria-describedby", "aria-labelledby", "for"):
                self.wanted |= set(value.split())


def ids_of(html: str) -> Ids:
    parser = Ids()
    parser.feed(html)
    return parser


@pytest.mark.parametrize(
    "wrong",
    [
        '{% button txt="Go" %}',
        '{% button "Go" %}',
        '{% callout colour="red" %}{% endcallout %}',
        '{% card title="A" link="/" %}',
        "{% cards rows=3 %}{% endcards %}",
        '{% cover sede="a" title="A" %}',
        "{% ring value=1 total=8 %}",
        '{% area_tag area="teaching" %}',
        "{% field form.email %}",
        "{% breadcrumbs trail=x %}",
        "{% error_summary %}",
        '{% figure_table title="A" %}{% endfigure_table %}',
        "{% pagination pages=x %}",
        '{% details title="A" %}{% enddetails %}',
        '{% empty text="A" %}',
        '{% file_link text="A" %}',
        "{% menu items=x %}",
        "{% date %}",
    ],
)
def test_a_wrong_name_fails_when_the_template_is_compiled(wrong):
    with pytest.raises(TemplateSyntaxError):
        Template("{% load theme %}" + wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        '{% button text="" %}',
        '{% button text="Go" kind="primry" %}',
        "{% button text=missing %}",
        '{% callout tone="angry" %}{% endcallout %}',
        '{% card title="" %}',
        '{% card title="A" level=1 %}',
        '{% cards columns="seven" %}{% endcards %}',
        '{% cover seed="a" title="A" size="huge" %}',
        '{% ring value=9 total=8 label="9 of 8" %}',
        '{% area_tag area="sport" label="Sport" %}',
        '{% date day style="loud" %}',
        '{% empty title="" %}',
        '{% details summary="" %}{% enddetails %}',
        '{% file_link text="A" href="" %}',
    ],
)
def test_a_wrong_value_fails_when_it_is_drawn(wrong):
    with pytest.raises(ValueError, match=r"must|cannot"):
        draw(wrong, day=datetime.date(2018, 3, 22))


def test_a_field_must_be_a_field():
    with pytest.raises(TypeError, match="field of a form"):
        draw("{% field field=form.nothing %}", form=Asked())


def test_a_button_leads_or_sends():
    assert draw('{% button text="Get the guide" href="/get/" %}').startswith(
        '<a class="button button-primary"'
    )
    sends = draw('{% button text="Send" kind="quiet" name="act" value="send" %}')
    assert 'type="submit"' in sends
    assert 'name="act" value="send"' in sends


@pytest.mark.parametrize(
    "source",
    [
        "{% button text=bad href=bad %}",
        "{% callout title=bad %}{{ bad }}{% endcallout %}",
        "{% card title=bad href=bad text=bad cover=bad meta=bad %}",
        "{% cover seed=bad title=bad label=bad %}",
        "{% ring value=1 total=8 label=bad %}",
        '{% area_tag area="teaching" label=bad href=bad %}',
        "{% breadcrumbs items=pairs %}",
        "{% summary_list rows=pairs %}",
        "{% figure_table caption=bad note=bad %}{% endfigure_table %}",
        "{% details summary=bad %}{{ bad }}{% enddetails %}",
        "{% empty title=bad text=bad href=bad link=bad %}",
        "{% file_link text=bad href=bad kind=bad %}",
        "{% menu items=pairs label=bad %}",
        "{% mark size=200 label=bad %}",
    ],
)
def test_words_are_escaped(source):
    bad = "\"><script>alert('x')</script>"
    html = draw(source, bad=bad, pairs=[(bad, bad)])
    assert "<script" not in html
    assert '="">' not in html.replace('value=""', "")


def test_covers_on_one_page_have_ids_of_their_own():
    html = draw(
        '{% cards %}{% for i in "abc" %}{% card title="A" cover="same" %}{% endfor %}{% endcards %}'
        '{% cover seed="same" title="A" %}{% area_tag area="teaching" label="T" %}'
        '{% area_tag area="families" label="F" %}{% area_tag area="families" label="F" %}'
        "{% mark size=200 %}{% mark size=200 %}"
    )
    ids = ids_of(html).ids
    assert len(ids) == len(set(ids)) > 20
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def test_parts_drawn_apart_share_ids_only_with_the_same_drawing():
    teaching, families = (
        draw(f'{{% area_tag area="{area}" label="A" %}}') for area in ("teaching", "families")
    )
    assert not set(ids_of(teaching).ids) & set(ids_of(families).ids)
    request = RequestFactory().get("/")
    first, second = (draw('{% area_tag area="teaching" label="A" %}', request=request) for _ in "ab")
    assert not set(ids_of(first).ids) & set(ids_of(second).ids)


def test_a_page_drawn_twice_is_the_same():
    page = Template('{% load theme %}{% cover seed="a" title="A" %}{% mark size=200 %}')
    assert page.render(Context()) == page.render(Context())


def test_fields_join_label_hint_reason_and_error():
    form = Asked({"email": "nobody"}, auto_id="id_%s")
    html = draw('{% for bound in form %}{% field field=bound why="Because." %}{% endfor %}', form=form)
    found = ids_of(html)
    assert found.wanted <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    email = re.search(r'<input type="email"[^>]+>', html).group()
    assert 'aria-describedby="id_email-hint id_email-why id_email-error"' in email
    assert 'aria-invalid="true"' in email
    assert 'value="nobody"' in email
    assert html.index("id_email-hint") < html.index('id="id_email-error"') < html.index('type="email"')


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = draw("{% field field=form.role %}", form=Asked())
    assert html.startswith("<fieldset")
    assert "<legend" in html
    assert html.count('type="radio"') == 2
    assert "A &lt;b&gt;" in html


def test_only_what_may_be_left_out_says_so():
    form = Asked()
    assert "(optional)" in draw("{% field field=form.uses %}", form=form)
    assert "(optional)" not in draw("{% field field=form.email %}", form=form)
    assert "(optional)" not in draw("{% field field=form.news %}", form=form)


def test_hidden_fields_are_only_themselves():
    assert draw("{% field field=form.token %}", form=Asked()).startswith('<input type="hidden"')


def test_a_field_can_bring_its_own_reason():
    form = Asked()
    form.fields["email"].why = "So that we can send it."
    assert "So that we can send it." in draw("{% field field=form.email %}", form=form)


def test_the_summary_lists_every_error_and_leads_to_it():
    form = Asked({"email": "nobody"}, auto_id="id_%s")
    form.is_valid()
    form.add_error(None, "Too quick.")
    html = draw(
        "{% error_summary form=form %}{% for bound in form %}{% field field=bound %}{% endfor %}", form=form
    )
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_email", "id_role_0"]
    assert set(targets) <= set(ids_of(html).ids)
    assert "There are 3 problems" in html
    assert html.index("Too quick.") < html.index("#id_email")


def test_no_summary_without_errors():
    assert draw("{% error_summary form=form %}", form=Asked()) == ""
    fine = Asked({"email": "a@example.org", "role": "a"})
    assert draw("{% error_summary form=form %}", form=fine) == ""


def test_pages_keep_the_rest_of_the_query():
    request = RequestFactory().get("/search/", {"q": "a&b", "page": "2"})
    html = draw("{% pagination page=page %}", page=Paginator(range(95), 10).page(2), request=request)
    assert 'href="?q=a%26b&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1
    assert 'rel="prev"' in html
    assert 'rel="next"' in html


def test_one_page_needs_no_pages():
    assert draw("{% pagination page=page %}", page=Paginator(range(5), 10).page(1)) == ""


def test_a_table_scrolls_inside_a_named_box():
    html = draw('{% figure_table caption="Downloads" %}<tbody></tbody>{% endfigure_table %}')
    assert 'role="region" aria-labelledby="table-' in html
    assert 'tabindex="0"' in html
    found = ids_of(html)
    assert found.wanted == set(found.ids)


def test_two_tables_with_one_caption_have_ids_of_their_own():
    html = draw('{% for i in "ab" %}{% figure_table caption="Downloads" %}{% endfigure_table %}{% endfor %}')
    ids = ids_of(html).ids
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize(
    ("value", "style", "words"),
    [
        (datetime.date(2018, 3, 22), "long", "Thursday 22 March 2018"),
        (datetime.date(2018, 3, 22), "short", "22 March 2018"),
        (datetime.date(2018, 3, 22), "month", "March 2018"),
        (
            datetime.datetime(2018, 3, 22, 9, 30, tzinfo=datetime.UTC),
            "time",
            "Thursday 22 March 2018, 9.30am",
        ),
        (datetime.datetime(2018, 6, 30, 23, 30, tzinfo=datetime.UTC), "time", "Sunday 1 July 2018, 12.30am"),
        (datetime.datetime(2018, 7, 1, 11, 0, tzinfo=datetime.UTC), "time", "Sunday 1 July 2018, 12 noon"),
        (datetime.datetime(2018, 1, 1, 16, 5, tzinfo=datetime.UTC), "time", "Monday 1 January 2018, 4.05pm"),
    ],
)
def test_days_are_told_in_london(value, style, words):
    assert f">{words}<" in draw("{% date value style=style %}", value=value, style=style)


def test_days_are_told_in_welsh():
    with translation.override("cy"):
        html = draw(
            '{% date value style="time" %}', value=datetime.datetime(2018, 3, 22, 16, 30, tzinfo=datetime.UTC)
        )
    assert "Mawrth 2018" in html
    assert "16:30" in html


def test_no_day_is_nothing():
    assert draw("{% date value %}", value=None) == ""


def test_the_menu_marks_where_one_is():
    request = RequestFactory().get("/guides/one/")
    html = draw(
        '{% menu items=items label="Main" %}',
        items=[("Home", "/"), ("Guides", "/guides/"), ("Stories", "/stories/"), ("This", "/guides/one/")],
        request=request,
    )
    assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', html) == [
        ("/guides/", "true"),
        ("/guides/one/", "page"),
    ]


def test_an_empty_menu_is_nothing():
    assert draw('{% menu items=items label="Main" %}', items=[]) == ""


def test_a_file_says_what_it_is():
    html = draw('{% file_link text="Guide" href="/f" kind="PDF" pages=1 size=1258291 language="cy" %}')
    assert "(PDF, 1 page, 1.2" in html.replace("\xa0", " ")
    assert 'hreflang="cy"' in html


class Suggesting(forms.Form):
    place = forms.CharField(required=False)
    chosen = forms.CharField(required=False, widget=forms.HiddenInput)


SUGGESTING = (
    "{% combobox field=form.place into=form.chosen url='/places/' label='Places' none='None' "
    "find='/find/' find_text='Find it' %}"
)


def test_a_combobox_is_a_box_with_a_hidden_field_and_a_way_without_a_script():
    html = draw(SUGGESTING, form=Suggesting({"place": "<Leeds>", "chosen": "7"}))
    assert 'data-suggest-url="/places/"' in html
    assert 'data-suggest-into="id_chosen"' in html
    assert 'data-suggest-least="3"' in html
    assert '<input type="hidden" name="chosen" value="7" id="id_chosen">' in html
    assert 'value="&lt;Leeds&gt;"' in html
    assert 'formaction="/find/" formmethod="post" formnovalidate>Find it</button>' in html
    assert 'role="combobox"' not in html, "without a script it is a box"


@pytest.mark.parametrize(
    "wrong",
    [
        SUGGESTING.replace("into=form.chosen", "into=form.place"),
        SUGGESTING.replace("field=form.place", "field=7"),
        SUGGESTING.replace("'/places/'", "''"),
        SUGGESTING.replace("label='Places'", "label=''"),
    ],
)
def test_a_combobox_fails_loudly(wrong):
    with pytest.raises((TypeError, ValueError)):
        draw(wrong, form=Suggesting())
