"""Documents are looked into before they are offered; each bad one is built here."""

import io
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from cms.resources.uploads import WORD_MAIN, check_upload

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(change=None, **save) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.add_blank_page()
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def action(kind: str, **more):
    def change(made):
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more)

    return change


def deep_script(made):
    """A script where only a reader of everything finds it: on an annotation's extra action, inside arrays."""
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        AA=pikepdf.Dictionary(E=pikepdf.Dictionary(Next=[pikepdf.Dictionary(S=pikepdf.Name.JavaScript)])),
    )
    made.pages[1].Annots = pikepdf.Array([annotation])


def word(parts=(), *, without=(), replace=None) -> bytes:
    """A Word file with parts added (name, text), left out, or replaced."""
    plain = io.BytesIO()
    document = Document()
    document.add_paragraph("Hello")
    document.save(plain)
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in without:
                target.writestr(name, (replace or {}).get(name) or source.read(name))
        for name, text in parts:
            target.writestr(name, text)
    return out.getvalue()


def relations(kind: str, target: str) -> str:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{REL}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def check(data: bytes, name="guide.pdf"):
    return check_upload(ContentFile(data, name=name))


def refused(data: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        check(data)
    words = caught.value.messages[0]
    assert words.endswith(".")
    assert "Traceback" not in words
    return caught.value


class TestGood:
    def test_a_pdf(self):
        upload = ContentFile(pdf(), name="whatever.exe")
        found = check_upload(upload)
        assert (found.format, found.pages, found.size) == ("pdf", 2, len(pdf()))
        assert len(found.sha256) == 64
        assert upload.tell() == 0

    def test_a_pdf_that_opens_at_a_page(self):
        def change(made):
            made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])

        assert check(pdf(change)).pages == 2

    def test_a_word_file(self):
        assert check(word(), name="guide.pdf").format == "docx"

    def test_a_word_file_with_links_for_people(self):
        extra = ("word/_rels/footnotes.xml.rels", relations("hyperlink", "https://example.org/"))
        assert check(word([extra])).format == "docx"


class TestBadPdf:
    @pytest.mark.parametrize(
        "change",
        [
            action("JavaScript", JS=pikepdf.String("app.alert(1)")),
            action("Launch", F=pikepdf.String("cmd.exe")),
            action("SubmitForm", F=pikepdf.String("https://example.org")),
            action("ImportData", F=pikepdf.String("x")),
            deep_script,
            lambda made: made.attachments.__setitem__("x.exe", b"MZ"),
            lambda made: made.Root.__setattr__(
                "AcroForm", pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=[])
            ),
            lambda made: made.Root.__setattr__(
                "Names", pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[]))
            ),
        ],
    )
    @pytest.mark.parametrize("packed", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
    def test_what_acts_by_itself(self, change, packed):
        refused(pdf(change, object_stream_mode=packed))

    @pytest.mark.parametrize("user", ["secret", ""])
    def test_locked(self, user):
        data = pdf(encryption=pikepdf.Encryption(user=user, owner="owner"))
        assert "password" in refused(data).messages[0]

    @pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nrubbish" * 99, pdf()[:200]])
    def test_damaged(self, data):
        assert refused(data).code in ("damaged", "locked")

    def test_without_pages(self):
        out = io.BytesIO()
        pikepdf.new().save(out)
        refused(out.getvalue())


class TestBadWord:
    @pytest.mark.parametrize(
        ("parts", "code"),
        [
            ([("word/vbaProject.bin", "x")], "macros"),
            ([("word/embeddings/oleObject1.bin", "x")], "macros"),
            ([("word/activeX/activeX1.xml", "x")], "macros"),
            ([("word/_rels/settings.xml.rels", relations("attachedTemplate", "//x.org/t"))], "external"),
            ([("word/_rels/x.xml.rels", relations("image", "https://x.example/i.png"))], "external"),
            ([("word/_rels/x.xml.rels", relations("hyperlink", "file:///c:/x"))], "external"),
            ([("word/_rels/x.xml.rels", relations("oleObject", "\\\\server\\share"))], "external"),
            ([("word/footer9.xml", "<w><instrText>DD</instrText><instrText>E x</instrText></w>")], "field"),
            ([("word/x.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')], "damaged"),
            ([("../evil.xml", "x")], "damaged"),
            ([("/evil.xml", "x")], "damaged"),
            ([("WORD/document.xml", "x")], "damaged"),
            ([("word/big.xml", "0" * 5_000_000)], "bomb"),
        ],
    )  # fmt: skip
    def test_what_acts_or_fetches(self, parts, code):
        assert refused(word(parts)).code == code

    def test_a_macro_file_by_another_name(self):
        kinds = zipfile.ZipFile(io.BytesIO(word())).read("[Content_Types].xml").decode()
        macro = kinds.replace(WORD_MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")
        assert refused(word(replace={"[Content_Types].xml": macro.encode()})).code == "macros"

    def test_another_kind_of_zip(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("xl/workbook.xml", "<x/>")
        assert refused(out.getvalue()).code == "type"

    def test_no_list_of_types(self):
        assert refused(word(without=["[Content_Types].xml"])).code == "type"

    def test_cut_off(self):
        assert refused(word()[:-200]).code == "damaged"

    def test_an_old_word_file(self):
        assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).code == "old"


def test_empty_and_other_files():
    assert refused(b"").code == "empty"
    for data in (b"hello", b"MZ" + b"\0" * 100, b"<html>", b"\x89PNG\r\n\x1a\n", b" %PDF-1.7"):
        assert refused(data).code == "type"


def test_too_large(settings):
    settings.RESOURCE_UPLOAD_MAX_BYTES = 1024 * 1024
    assert refused(b"%PDF-" + b"0" * (1024 * 1024)).code == "large"


@given(st.binary(max_size=400), st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b""]))
def test_whatever_comes_is_refused_in_words(data, start):
    refused(start + data)
