"""The public door is what it says: names, documentation, types, and nothing imported needlessly (T1)."""

import inspect
import json
import subprocess
import sys
from enum import EnumType
from importlib.resources import files

import pytest

import slapolicy
from slapolicy import catalog

PUBLIC = {
    "business time": ["ALWAYS", "Calendar", "DayEnds", "HolidayCuts", "Span"],
    "durations": [
        *("CalendarDays", "Duration", "Elapsed", "EndOfBusinessDay", "NextBusinessDayBy"),
        *("WorkingDays", "WorkingTime", "duration"),
    ],
    "tickets": ["Event", "Ticket"],
    "policies": [
        *("Book", "Classification", "Combine", "Edition", "Finding", "FindingLevel", "Policy", "Rotation"),
        *("SeverityMatrix", "Target", "UNCLEAR"),
    ],
    "decisions": [
        *("ClockReport", "ClockWarning", "Decision", "KnownEvent", "Migration", "Rehearsal", "Responsible", "Shift"),
        *("State", "Step", "Verdict", "Violation"),
    ],
    "availability": ["Availability", "AvailabilityReport", "Outage"],
    "errors": [
        *("CalendarError", "DurationError", "Fault", "HorizonError", "InstantError"),
        *("PolicyError", "SlapolicyError", "TicketError"),
    ],
}
CATALOG = ["community_support", "confluence_health_check", "sign_x_studio", "sophmate", "teamflow"]
NAMES = [name for group in PUBLIC.values() for name in group]
DOCUMENTED = [name for name in NAMES if inspect.isroutine(thing := getattr(slapolicy, name)) or inspect.isclass(thing)]

# Answers and words need no example of their own: they are shown by what gives them.
SHOWN_ELSEWHERE = {
    *("AvailabilityReport", "ClockWarning", "Classification", "Finding", "FindingLevel", "KnownEvent", "Migration"),
    *("Outage", "Responsible", "Shift", "Step", "Violation"),
}

# Packages that a program must ask for, by what it calls: each is optional, or slow to import.
ON_REQUEST = {
    *("yaml", "workalendar", "holidays", "tabulate", "tqdm", "numpy", "pyarrow", "hypothesis", "pytest"),
    *("slapolicy.cli", "slapolicy.catalog", "slapolicy.analysis", "slapolicy.testing"),
}


def test_the_door_has_these_names_in_this_order() -> None:
    assert slapolicy.__all__ == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_there(name: str) -> None:
    assert hasattr(slapolicy, name)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_public_class_and_function_is_documented(name: str) -> None:
    thing = getattr(slapolicy, name)
    assert thing.__doc__
    is_error = inspect.isclass(thing) and issubclass(thing, Exception)
    if not (is_error or isinstance(thing, EnumType) or name in SHOWN_ELSEWHERE):
        assert ">>>" in thing.__doc__


@pytest.mark.parametrize("name", [name for name in DOCUMENTED if inspect.isclass(getattr(slapolicy, name))])
def test_every_public_method_has_a_docstring(name: str) -> None:
    methods = {
        method: found
        for method, found in vars(getattr(slapolicy, name)).items()
        if not method.startswith("_") and inspect.isfunction(inspect.unwrap(getattr(found, "__func__", found)))
    }
    assert [method for method, found in methods.items() if not inspect.getdoc(found)] == []


@pytest.mark.parametrize("name", CATALOG)
def test_each_policy_of_the_catalogue_is_a_factory_with_parameters_by_keyword(name: str) -> None:
    factory = getattr(catalog, name)
    parameters = inspect.signature(factory).parameters.values()
    assert {each.kind for each in parameters} == {inspect.Parameter.KEYWORD_ONLY}
    assert "owners" in {each.name for each in parameters}
    assert isinstance(factory(), slapolicy.Policy)
    assert ">>>" in factory.__doc__


def test_the_catalogue_has_these_policies() -> None:
    assert catalog.__all__ == CATALOG


def test_importing_the_door_imports_nothing_optional() -> None:
    command = "import json, sys, slapolicy; print(json.dumps(sorted(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True).stdout
    assert ON_REQUEST & set(json.loads(printed)) == set()


def test_the_package_says_that_it_is_typed() -> None:
    assert files("slapolicy").joinpath("py.typed").is_file()
