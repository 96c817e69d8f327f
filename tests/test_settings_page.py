"""The page of settings is the code's: every key, every option, every default, and nothing else (P2)."""

import inspect
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import pytest
from pydantic_core import PydanticUndefined

from slapolicy import Calendar, Policy, SeverityMatrix, Target
from slapolicy._model import Model
from slapolicy.availability import AvailabilityGoal
from slapolicy.conditions import ALWAYS_HOLDS
from slapolicy.escalation import (
    Escalation,
    EscalationRule,
    Layer,
    Level,
    LevelOwner,
    Override,
    Owner,
    Rotation,
)
from slapolicy.goals import Goal
from slapolicy.obligations import Intake, IntakeRule, UpdateRule
from slapolicy.responsibilities import ResponsibilityRule
from slapolicy.severity import SeverityRule
from slapolicy.targets import CalendarRule, OnChange, OwnerRule, Signal

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "reference" / "settings.md"
PARTS: dict[str, type[Model]] = {
    "Target": Target,
    "A change of the limit: `on_change`": OnChange,
    "An owner by condition: `owner`": OwnerRule,
    "A calendar by condition: `calendar`": CalendarRule,
    "Severity": SeverityMatrix,
    "A rule of `severity`": SeverityRule,
    "Policy": Policy,
    "Escalation": Escalation,
    "A level of `escalation`": Level,
    "An owner of a level: `owner`": LevelOwner,
    "A rule of `escalation`": EscalationRule,
    "Owner": Owner,
    "A `rotation`": Rotation,
    "A layer of `layers`": Layer,
    "An override of `overrides`": Override,
    "A rule of `responsibilities`": ResponsibilityRule,
    "A rule for messages: `updates`": UpdateRule,
    "Intake": Intake,
    "A rule of `intake`": IntakeRule,
    "Availability": AvailabilityGoal,
    "A goal of `goals`": Goal,
}


class Setting(NamedTuple):
    """A key as the code has it: its type, and its default."""

    annotation: Any
    default: Any


def page_rows(page: Path) -> dict[str, dict[str, list[str]]]:
    """The rows of a page's tables by their key, under the heading that each table stands below."""
    tables: dict[str, dict[str, list[str]]] = {}
    heading = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("| ") and not line.startswith("| Key"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert cells[0] not in tables.setdefault(heading, {}), f"{cells[0]} stands twice under {heading}"
            tables[heading][cells[0].strip("`")] = cells
    return tables


ROWS = page_rows(PAGE)


def settings_of(model: type[Model]) -> dict[str, Setting]:
    return {
        field.alias or name: Setting(get_type_hints(model)[name], field.default)
        for name, field in model.model_fields.items()
    }


def settings_of_a_calendar() -> dict[str, Setting]:
    hints = get_type_hints(Calendar.__init__)
    parameters = list(inspect.signature(Calendar.__init__).parameters.values())[1:]
    return {each.name: Setting(hints[each.name], each.default) for each in parameters}


CODE = {heading: settings_of(model) for heading, model in PARTS.items()} | {"Calendar": settings_of_a_calendar()}
KEYS = [(heading, key) for heading, settings in CODE.items() for key in settings]


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def options(setting: Setting) -> list[str] | None:
    """The words that the code takes, where it takes only some."""
    if isinstance(setting.default, tuple) and setting.default:
        return [str(word) for word in setting.default]  # an order: each of them, once
    if setting.annotation is bool:
        return ["true", "false"]
    if get_origin(setting.annotation) is Literal:
        return [str(word) for word in get_args(setting.annotation)]
    for kind in (setting.annotation, *get_args(setting.annotation)):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return list(kind)
    return None


def default_cell(default: Any) -> str:
    """A default as the page has to show it."""
    if default in (PydanticUndefined, inspect.Parameter.empty):
        return "required"
    if default == ALWAYS_HOLDS:
        return "always"
    if isinstance(default, Model):
        assert default == type(default)()
        return "its defaults"
    if isinstance(default, Signal):
        assert not default.conditions
        default = default.events
    if isinstance(default, tuple) and default:
        return ", ".join(f"`{each}`" for each in default)
    if default is None or (isinstance(default, (tuple, Mapping)) and not default):
        return "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def test_the_page_has_every_part_and_no_other() -> None:
    assert set(ROWS) == set(CODE)


@pytest.mark.parametrize("heading", CODE)
def test_the_page_has_every_key_in_the_order_of_the_code(heading: str) -> None:
    assert list(ROWS[heading]) == list(CODE[heading])


@pytest.mark.parametrize(("heading", "key"), KEYS)
def test_a_default_on_the_page_is_the_code_s(heading: str, key: str) -> None:
    assert ROWS[heading][key][2] == default_cell(CODE[heading][key].default)


@pytest.mark.parametrize(("heading", "key"), [at for at in KEYS if options(CODE[at[0]][at[1]]) is not None])
def test_the_options_on_the_page_are_the_code_s(heading: str, key: str) -> None:
    """The words before any `;`: what follows explains."""
    assert quoted(ROWS[heading][key][1].partition(";")[0]) == options(CODE[heading][key])


@pytest.mark.parametrize(("heading", "key"), KEYS)
def test_a_setting_names_its_clause(heading: str, key: str) -> None:
    clauses = re.findall(r"\[([A-Z]\d+)\]\(\.\./explanation/semantics\.md#([a-z]\d+)\)", ROWS[heading][key][3])
    assert clauses
    assert all(name.lower() == anchor for name, anchor in clauses)


# What is written of the choices

CHOICES = sorted((DOCS / "explanation" / "choices").glob("*.md"))
INDEX = DOCS / "explanation" / "choices" / "index.md"
SECTIONS = [
    (page, section)
    for page in CHOICES
    if page != INDEX
    for section in page.read_text(encoding="utf-8").split("\n## ")[1:]
]


@pytest.mark.parametrize(("page", "section"), SECTIONS)
def test_a_choice_says_its_question_its_answer_and_why(page: Path, section: str) -> None:
    """Each in a section of its own, that cites a clause and that the index leads to."""
    title, _, text = section.partition("\n")
    assert re.match(r"\n\*\*.+[.?]\*\*\n", text)
    answer, _, why = text.partition("**slapolicy**:")[2].partition("**Why**:")
    assert "../semantics.md#" in answer
    assert why.strip()
    anchor = re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
    assert f"({page.name}#{anchor})" in INDEX.read_text(encoding="utf-8")


def test_the_settings_that_the_index_names_are_keys() -> None:
    keys = {key for settings in CODE.values() for key in settings}
    rows = [
        line.strip("|").split("|") for line in INDEX.read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]
    named = {key for cells in rows for key in quoted(cells[3])}
    assert named
    assert named <= keys
