"""Figure questions of this project's own: which filing, what is asked, and the number read off its page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from eval.answers import Gold
from eval.cases import half_of
from rm_assistant.domain.documents import FilingMetadata

QUESTIONS = Path(__file__).with_name("figure_questions.jsonl")
_LEGAL_FORM = re.compile(
    r"株式会社|^the\s+|,?\s+(?:inc|co|corp|ltd|limited|incorporated|corporation|company)\b\.?", re.IGNORECASE
)
_LONGEST_INITIALS = 3
FRESH = "fresh"
"""The part of the second set: questions written after the first was tuned to, which nobody tunes to."""


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """`filing` is the id that the catalog makes of its bytes; `{issuer}` in `text` stands for a name of its issuer.

    Any of `golds` is right; there are none where the filing does not say: a refusal is right. `across` where the
    question is not in the language of the filing.
    """

    filing: str
    language: str
    across: bool
    kind: str
    text: str
    golds: tuple[Gold, ...]
    fresh: bool = False

    @property
    def part(self) -> str:
        """Halves of the first set are of questions: a filing may be in both. The second set is a part of its own."""
        return FRESH if self.fresh else half_of(self.filing + self.text)

    @property
    def group(self) -> str:
        return f"{self.language} across" if self.across else self.language

    def asked_about(self, metadata: FilingMetadata) -> str:
        return self.text.format(issuer=spoken_name(metadata, self.language))


def read_questions(path: Path = QUESTIONS) -> list[FigureQuestion]:
    return [_question(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _question(record: dict[str, Any]) -> FigureQuestion:
    return FigureQuestion(
        filing=record["filing"],
        language=record["language"],
        across=record["across"],
        kind=record["kind"],
        text=record["question"],
        golds=tuple(_gold(answer) for answer in (record, *record.get("also", ())) if answer["answer"]),
        fresh=record.get("set") == "second",
    )


def _gold(accepted: dict[str, Any]) -> Gold:
    """`answer` has the digits that the answer is held to, in units of `scale`."""
    value = Decimal(accepted["answer"])
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return Gold(value * accepted["scale"], step * accepted["scale"], percent=accepted["unit"] == "%")


def spoken_name(metadata: FilingMetadata, language: str) -> str:
    """As people say it: in the question's language where the filing has such a name, without the legal form."""
    names = [metadata.issuer or "", *metadata.issuer_names]
    name = next(_of_language(names, language), names[0])
    return " ".join(_plain_case(word) for word in _LEGAL_FORM.sub("", name).split())


def _of_language(names: Sequence[str], language: str) -> Iterator[str]:
    return (name for name in names if name and name.isascii() is (language == "en"))


def _plain_case(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > _LONGEST_INITIALS else word
