"""`python -m eval.figure_weights --data DIR`: finds the weights of `retrieval/figures/weights.py` anew.

Of all figures among the candidates for a question the one asked for is to come first (a softmax over them, its loss
summed over questions). Only the filings that suite `tables` counts as tuned on are looked at.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console

from eval.library import open_library
from eval.suite import Options
from eval.tables import FILES, TableQuestion, parts_of, read_questions
from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import Document
from rm_assistant.domain.figures import Figure, FigureRow
from rm_assistant.domain.questions import Question
from rm_assistant.language.words import detect_language
from rm_assistant.ports import Reach
from rm_assistant.retrieval.figures.asked import read_figure_question
from rm_assistant.retrieval.figures.candidates import find_rows, rows_of_table, scoped
from rm_assistant.retrieval.figures.features import NAMES
from rm_assistant.retrieval.figures.fit import Fit
from rm_assistant.retrieval.scope import understand

Numbers = npt.NDArray[np.float64]
_AGAINST = np.array(
    [name.endswith(("_extra", "_other", "_unasked")) or name in {"joined", "opening"} for name in NAMES]
)
"""Features that may not speak for a figure."""
_STEPS = 200
_RATES = (0.3, 0.1)
_DECAYS = (0.9, 0.99)
_PENALTY = 2e-4


@dataclass(frozen=True, slots=True)
class Choice:
    """Features of all figures to choose from, one a line, and which of them are right."""

    features: Numbers
    right: npt.NDArray[np.bool_]


def choices(questions: Sequence[TableQuestion], application: Application) -> Iterator[Choice]:
    """Two of a question of a value: among all candidates, and among those of the table given."""
    documents = application.catalog.documents(LOCAL_PRINCIPAL)
    for question in questions:
        figures = list(_figures(question, documents, application))
        features = np.array([of for _, _, of in figures], dtype=np.float64).reshape(-1, len(NAMES))
        in_table = np.array([row.table == question.table for row, _, _ in figures], dtype=np.bool_)
        right = np.array([figure.cell == question.cell for _, figure, _ in figures], dtype=np.bool_)
        if question.cell is None:
            yield from _choice(features, in_table)
        else:
            yield from _choice(features, right)
            yield from _choice(features[in_table], right[in_table])


def _choice(features: Numbers, right: npt.NDArray[np.bool_]) -> Iterator[Choice]:
    if right.any():
        yield Choice(features, right)


def _figures(
    question: TableQuestion, documents: Sequence[Document], application: Application
) -> Iterator[tuple[FigureRow, Figure, tuple[float, ...]]]:
    resolved = understand(Question(question.text, detect_language(question.text)), documents)
    asked, reach = read_figure_question(resolved), scoped(Reach(LOCAL_PRINCIPAL), resolved)
    rows = find_rows(asked, reach, application.figures, resolved.scope.preferred)
    if question.cell is not None:
        rows = {**rows, **rows_of_table(question.table, reach.documents or (), reach, application.figures)}
    fit = Fit(asked)
    for row in rows.values():
        for figure, features in fit.all_features(row):
            yield row, figure, features


def find_weights(found: Sequence[Choice]) -> Numbers:
    """By Adam (Kingma and Ba, 2015): as many weights as there are features."""
    weights, mean, spread = (np.zeros(len(NAMES)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        slope = sum((_slope(weights, choice) for choice in found), np.zeros(len(NAMES))) / len(found)
        slope += _PENALTY * weights
        mean = _DECAYS[0] * mean + (1 - _DECAYS[0]) * slope
        spread = _DECAYS[1] * spread + (1 - _DECAYS[1]) * slope**2
        rate = _RATES[step > 3 * _STEPS // 4]
        weights -= rate * (mean / (1 - _DECAYS[0] ** step)) / (np.sqrt(spread / (1 - _DECAYS[1] ** step)) + 1e-8)
        weights[_AGAINST] = np.minimum(weights[_AGAINST], 0)
    return weights


def _slope(weights: Numbers, choice: Choice) -> Numbers:
    scores = choice.features @ weights
    odds = np.exp(scores - scores.max())
    of_right = np.where(choice.right, odds, 0.0)
    slope: Numbers = choice.features.T @ (odds / odds.sum() - of_right / max(of_right.sum(), 1e-12))
    return slope


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    arguments = parser.parse_args()
    console = Console()
    options = Options(arguments.data, arguments.index, say=console.print)
    questions = read_questions([options.data / name for name in FILES])
    parts = parts_of(question.filing for question in questions)
    with open_library(options, options.data / "reports") as library:
        tuned_on = [question for question in questions if parts[question.filing] == "tuned on"]
        found = list(choices(tuned_on, library.application))
    for name, weight in zip(NAMES, find_weights(found), strict=True):
        console.print(f"{name} {weight:.1f}")


if __name__ == "__main__":
    main()
