"""The content of a guide, read from its TOML file and checked before anything is drawn."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Area:
    """One part of a guide: a purpose, questions to talk over, and statements to reflect on.

    `code` is one of `cms.core.choices.Area`: it decides the hue. A statement has as many parts as
    the guide has statement columns, nearly always one.
    """

    code: str
    title: str
    purpose: str
    statements: tuple[tuple[str, ...], ...]
    prompts: tuple[str, ...] = ()
    look_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """The same statements put to two groups, so that their answers can be laid side by side."""

    title: str
    intro: str
    scale: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs and, perhaps, a list."""

    title: str
    text: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """Everything one document says."""

    slug: str
    language: str
    title: str
    subtitle: str
    version: str
    published_on: date
    summary: str
    words: dict[str, str]
    sections: tuple[Section, ...]
    stages: tuple[Section, ...]
    statement_columns: tuple[str, ...]
    areas: tuple[Area, ...]
    closing: tuple[Section, ...]
    survey: Survey | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def statement_count(self) -> int:
        """How many rows the guide's tables have in all."""
        return sum(len(area.statements) for area in self.areas)


class ContentError(ValueError):
    """A content file says something the documents cannot show."""


def _section(raw: dict) -> Section:
    return Section(raw["title"], tuple(raw.get("text", ())), tuple(raw.get("items", ())))


def _area(raw: dict, columns: int, where: str) -> Area:
    statements = tuple((s,) if isinstance(s, str) else tuple(s) for s in raw["statements"])
    for statement in statements:
        if len(statement) != columns:
            raise ContentError(f"{where}: “{statement[0]}” has {len(statement)} parts, not {columns}.")
    return Area(
        code=raw["code"],
        title=raw["title"],
        purpose=raw["purpose"],
        statements=statements,
        prompts=tuple(raw.get("prompts", ())),
        look_at=tuple(raw.get("look_at", ())),
    )


@cache
def _shared(language: str) -> dict:
    return tomllib.loads((FOLDER / f"shared.{language}.toml").read_text(encoding="utf-8"))


def read_guide(slug: str, language: str = "en", edition: str = "") -> Guide:
    """The guide's content in one language.

    `edition` names an earlier version's file, such as "1.0". What every guide says (how a review
    goes, the words of the tables, the licence) comes from the shared file of the language, and a
    guide's own file may say it differently. Raises `ContentError` for content that cannot be shown
    and `FileNotFoundError` for a guide or language that has none.
    """
    name = f"{slug}-{edition}.{language}.toml" if edition else f"{slug}.{language}.toml"
    raw = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    shared = _shared(language)
    columns = tuple(raw.get("statement_columns", (shared["words"]["statement"],)))
    survey = raw.get("survey")
    return Guide(
        slug=slug,
        language=language,
        title=raw["title"],
        subtitle=raw["subtitle"],
        version=raw["version"],
        published_on=raw["published_on"],
        summary=raw["summary"],
        words={**shared["words"], **raw.get("words", {})},
        sections=tuple(map(_section, raw["sections"])),
        stages=tuple(map(_section, raw.get("stages", shared["stages"]))),
        statement_columns=columns,
        areas=tuple(_area(area, len(columns), name) for area in raw["areas"]),
        closing=tuple(map(_section, raw.get("closing", ()))) + tuple(map(_section, shared["closing"])),
        survey=Survey(survey["title"], survey["intro"], tuple(survey["scale"]), tuple(survey["questions"]))
        if survey
        else None,
        notes=tuple(raw.get("notes", ())),
    )
