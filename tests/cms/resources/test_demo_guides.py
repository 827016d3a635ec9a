"""Guide documents: several pages of real content, tagged, described, and the same on any day."""

import io
import tomllib
import zipfile

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from cms.core.choices import Area
from cms.resources.demo.files import EDITIONS
from cms.resources.guides.content import FOLDER, ContentError, read_guide
from cms.resources.guides.pdf import make_pdf
from cms.resources.guides.word import make_word

GUIDES = [(made.slug, made.language, made.earlier) for made in EDITIONS if made.variant == "standard"]


@pytest.mark.parametrize(("slug", "language", "earlier"), GUIDES)
def test_a_pdf_is_tagged_titled_in_its_language_and_several_pages_long(slug, language, earlier):
    guide = read_guide(slug, language, earlier)
    content = make_pdf(guide)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) >= 6
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == guide.title
            assert metadata["pdfuaid:part"] == "1"
        figures = [
            tag for tag in pdf.objects if isinstance(tag, pikepdf.Dictionary) and tag.get("/S") == "/Figure"
        ]
        assert [str(tag.Alt) for tag in figures] == [guide.words["cover_alt"]]
    assert make_pdf(guide) == content


@pytest.mark.parametrize("made", [made for made in EDITIONS if "docx" in made.formats], ids=str)
def test_a_word_file_can_be_read_and_edited(made):
    guide = read_guide(made.slug, made.language, made.earlier)
    white_label = made.variant == "white-label"
    content = make_word(guide, white_label=white_label)
    document = Document(io.BytesIO(content))
    assert document.core_properties.title == guide.title
    assert document.core_properties.language == "en-GB"
    headings = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == "Heading 1"
    assert headings.count("Heading 1") >= len(guide.areas)
    assert any(p.style.name == "List Number" for p in document.paragraphs)
    for shape in document.inline_shapes:
        assert shape._inline.docPr.get("descr")
    assert len(document.inline_shapes) == (0 if white_label else 1)
    tables = [table for table in document.tables if len(table.columns) > 1]
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    rows = sum(len(table.rows) - 1 for table in tables[: len(guide.areas)])
    assert rows == guide.statement_count
    assert (guide.words["logo_title"] in document.tables[0].rows[0].cells[0].text) is white_label
    assert make_word(guide, white_label=white_label) == content


def test_a_word_file_holds_no_macro_and_no_day():
    content = make_word(read_guide("mat-send-framework"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "vba" in name.lower()]


def test_the_review_guide_has_a_row_for_each_statement_of_its_eight_areas():
    guide = read_guide("send-review-guide")
    assert [area.code for area in guide.areas] == list(Area.values)
    assert guide.statement_count == 48


def test_governance_has_two_columns_setting_and_board():
    guide = read_guide("send-governance-review-guide")
    assert len(guide.statement_columns) == 2
    assert all(len(statement) == 2 for area in guide.areas for statement in area.statements)


def test_content_that_does_not_fit_its_columns_is_refused(tmp_path, monkeypatch):
    broken = (
        (FOLDER / "mat-send-framework.en.toml")
        .read_text()
        .replace('version = "1.0"', 'version = "1.0"\nstatement_columns = ["One", "Two"]')
    )
    (tmp_path / "broken.en.toml").write_text(broken)
    (tmp_path / "shared.en.toml").write_text((FOLDER / "shared.en.toml").read_text())
    monkeypatch.setattr("cms.resources.guides.content.FOLDER", tmp_path)
    with pytest.raises(ContentError, match="has 1 parts, not 2"):
        read_guide("broken")


def test_both_languages_say_the_same_things_in_the_tables():
    shared = {code: tomllib.loads((FOLDER / f"shared.{code}.toml").read_text()) for code in ("en", "cy")}
    assert set(shared["cy"]["words"]) >= set(shared["en"]["words"])
    assert len(shared["cy"]["stages"]) == len(shared["en"]["stages"]) == 6
