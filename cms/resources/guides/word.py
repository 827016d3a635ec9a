"""A guide as an editable Word file: real heading styles and lists, tables that keep their headers."""

import io
import zipfile
from datetime import UTC, datetime, time

import typst
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Row

from theme.drawing import AREAS, cover_svg

from .content import Guide, Section
from .wording import PUBLISHER, edition_line, version_line

FONT = "Atkinson Hyperlegible Next"
LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
INK = RGBColor(0x1C, 0x16, 0x36)
# A zip file cannot say "no date"; this is the first it knows, and the same on every day.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def make_word(guide: Guide, *, white_label: bool = False) -> bytes:
    """The document's bytes: the same content gives the same bytes on any day.

    A white-label edition has a marked place for a logo instead of our cover and publisher.
    """
    document = Document()
    _settings(document, guide, white_label=white_label)
    _cover(document, guide, white_label=white_label)
    for section in guide.sections:
        _section(document, section, level=1 if section is guide.sections[0] else 2)
    _how_to(document, guide)
    for number, area in enumerate(guide.areas, start=1):
        document.add_heading(
            f"{guide.words['area']} {number}: {area.title}", 1
        ).paragraph_format.page_break_before = True
        document.add_paragraph(area.purpose)
        for title, items in ((guide.words["prompts"], area.prompts), (guide.words["look_at"], area.look_at)):
            if items:
                _section(document, Section(title, (), items), level=2)
        document.add_heading(guide.words["statements"], 2)
        header = (
            guide.words["number"],
            *guide.statement_columns,
            guide.words["evidence"],
            guide.words["actions"],
        )
        rows = [(f"{number}.{row}", *parts, "", "") for row, parts in enumerate(area.statements, start=1)]
        widths = [13, *[57 // len(guide.statement_columns) + 8] * len(guide.statement_columns)]
        rest = (170 - sum(widths)) // 2
        _table(document, header, rows, [*widths, rest, rest], hue=AREAS[area.code].light, title=area.title)
    if guide.survey:
        _survey(document, guide)
    _plan(document, guide)
    for index, section in enumerate(guide.closing):
        _section(document, section, level=1 if index == 0 else 2)
    return _settled(document)


def _settings(document: DocumentType, guide: Guide, *, white_label: bool) -> None:
    """Page, language, fonts and the document's own description of itself."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    language = LANGUAGES[guide.language]
    for name, size, bold in (
        ("Normal", 11, False),
        ("Title", 32, True),
        ("Subtitle", 15, False),
        ("Heading 1", 22, True),
        ("Heading 2", 14, True),
        ("List Bullet", 11, False),
        ("List Number", 11, False),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme_font in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme_font}"), None)
        fonts.set(qn("w:cs"), FONT)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].paragraph_format.space_before = Pt(18)
        document.styles[name].paragraph_format.space_after = Pt(6)
    document.styles["Normal"].paragraph_format.space_after = Pt(7)
    border = document.styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = defaults.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        defaults.append(lang)
    lang.set(qn("w:val"), language)
    lang.set(qn("w:eastAsia"), language)
    when = datetime.combine(guide.published_on, time(9), UTC).replace(tzinfo=None)
    core = document.core_properties
    core.title, core.subject, core.language = guide.title, guide.subtitle, language
    core.author = core.last_modified_by = "" if white_label else PUBLISHER
    core.comments, core.keywords = guide.summary, ""
    core.created = core.modified = when
    core.revision = 1
    footer = page.footer.paragraphs[0]
    footer.add_run(f"{guide.title}, {version_line(guide)}\t\t{guide.words['page']} ")
    _page_number(footer)


def _page_number(paragraph) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)


def _cover(document: DocumentType, guide: Guide, *, white_label: bool) -> None:
    """Our cover drawing, or in a white-label edition a box that asks for the school's own logo."""
    if white_label:
        box = document.add_table(rows=1, cols=1, style="Table Grid")
        cell = box.rows[0].cells[0]
        _describe(box, guide.words["logo_title"])
        cell.paragraphs[0].add_run(guide.words["logo_title"]).bold = True
        cell.add_paragraph(guide.words["logo_text"])
        cell.add_paragraph()
        cell.add_paragraph()
    else:
        picture = document.add_picture(io.BytesIO(_cover_png(guide)), width=Mm(170))
        picture._inline.docPr.set("descr", guide.words["cover_alt"])
        picture._inline.docPr.set("name", "cover")
    document.add_paragraph(guide.title, style="Title")
    document.add_paragraph(guide.subtitle, style="Subtitle")
    document.add_paragraph(edition_line(guide) if white_label else f"{PUBLISHER}. {edition_line(guide)}")
    document.add_page_break()


def _cover_png(guide: Guide) -> bytes:
    """The cover as a picture for Word, which shows no SVG everywhere."""
    page = "#set page(width: 840pt, height: 560pt, margin: 0pt)\n#image(bytes(sys.inputs.cover), width: 100%)"
    cover = cover_svg(guide.slug, width=840, height=560)
    return typst.compile(page.encode(), sys_inputs={"cover": cover}, format="png", ppi=108)


def _section(document: DocumentType, section: Section, *, level: int) -> None:
    document.add_heading(section.title, level)
    for text in section.text:
        document.add_paragraph(text)
    for item in section.items:
        document.add_paragraph(item, style="List Bullet")


def _how_to(document: DocumentType, guide: Guide) -> None:
    document.add_heading(guide.words["how_to"], 1).paragraph_format.page_break_before = True
    document.add_paragraph(guide.words["how_to_intro"])
    for stage in guide.stages:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(f"{stage.title}. ").bold = True
        paragraph.add_run(" ".join(stage.text))
    items = tuple(guide.words["table_items"].split("|"))
    _section(document, Section(guide.words["table_title"], (guide.words["table_intro"],), items), level=2)


def _survey(document: DocumentType, guide: Guide) -> None:
    survey = guide.survey
    document.add_heading(survey.title, 1).paragraph_format.page_break_before = True
    document.add_paragraph(survey.intro)
    empty = [""] * len(survey.scale)
    share = 84 // len(survey.scale)
    _table(
        document,
        (guide.words["statement"], *survey.scale),
        [(question, *empty) for question in survey.questions],
        [86, *[share] * len(survey.scale)],
        hue=AREAS["teaching"].light,
        title=survey.title,
    )


def _plan(document: DocumentType, guide: Guide) -> None:
    document.add_heading(guide.words["plan_title"], 1).paragraph_format.page_break_before = True
    document.add_paragraph(guide.words["plan_intro"])
    header = guide.words["plan_columns"].split("|")
    _table(
        document,
        header,
        [[""] * 4] * 6,
        [66, 32, 28, 44],
        hue=AREAS["tracking"].light,
        title=guide.words["plan_title"],
    )


def _table(document: DocumentType, header, rows, widths: list[int], *, hue: str, title: str) -> Table:
    """A table whose header row repeats on every page and whose rows never break; widths in mm."""
    table = document.add_table(rows=1, cols=len(header), style="Table Grid")
    table.autofit = False
    _describe(table, title)
    for _values in rows:
        table.add_row()
    for index, values in enumerate([header, *rows]):
        row = table.rows[index]
        _keep_whole(row, repeat=index == 0)
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(value)
            run.font.size = Pt(10)
            if index == 0:
                run.bold = True
                run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), hue.lstrip("#"))
                cell._tc.get_or_add_tcPr().append(shade)
        if index:
            row.height = Mm(17)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    document.add_paragraph()
    return table


def _keep_whole(row: _Row, *, repeat: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))


def _describe(table: Table, title: str) -> None:
    """Words for those who hear the table rather than see it."""
    properties = table._tbl.tblPr
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    properties.append(caption)


def _settled(document: DocumentType) -> bytes:
    """The file packed again with a fixed date on every part, so that it is the same on any day."""
    written, settled = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
