"""Books of a company too small for a filing, for tests of the notation of samples."""

from __future__ import annotations

from ingest.samples.accounts import Accounts
from ingest.samples.wording import ENGLISH, Notation, Wording

BOOKS = Accounts(
    items={
        "sales": {"2024": 1050, "2023": 1000},
        "loss": {"2024": -12, "2023": 0},
        "eps": {"2024": 3.5, "2023": 3.25},
    },
    sums={"doubled": "sales + sales"},
    restated={"2024": {"sales": {"2023": 990}}},
    facts={"all": {"name": "Lanternfish"}, "2024": {"filed": "February 20, 2025"}},
)


def wording(notation: Notation = ENGLISH) -> Wording:
    return Wording(BOOKS, "2024", ("2024", "2023"), notation)
