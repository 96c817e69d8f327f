"""What every test shares: a quiet, repeatable Hypothesis, and `--long` for many more examples."""

import pytest
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "short", max_examples=25, deadline=None, derandomize=True, database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.register_profile(
    "long", parent=settings.get_profile("short"), max_examples=5_000,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="try many more examples of each law")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "short")
