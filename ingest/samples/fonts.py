"""The faces that sample filings are set in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


class SamplesUnavailableError(Exception):
    """A package of the `samples` dependency group is missing: the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Names as reportlab knows them."""

    regular: str
    bold: str
    italic: str


TIMES = Faces("Times-Roman", "Times-Bold", "Times-Italic")
GOTHIC = Faces("IPAexGothic", "IPAexGothic", "IPAexGothic")


def require_reportlab() -> None:
    """Raises SamplesUnavailableError where reportlab is not installed."""
    if find_spec("reportlab") is None:
        raise _missing("reportlab")


def japanese_font_file() -> Path:
    """The TrueType file of IPAexGothic, which the package `matplotlib_fontja` carries.

    The package is not imported: it would ask for matplotlib. Raises SamplesUnavailableError where it is missing.
    """
    spec = find_spec("matplotlib_fontja")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "fonts" / "ipaexg.ttf"
        if path.is_file():
            return path
    raise _missing("matplotlib-fontja")


def register_japanese() -> None:
    """Make IPAexGothic known to reportlab."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - only where PDFs are made
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    pdfmetrics.registerFont(TTFont(GOTHIC.regular, str(japanese_font_file())))


def _missing(package: str) -> SamplesUnavailableError:
    return SamplesUnavailableError(
        f"the sample filings need {package}: install the dependency group 'samples' (pip install --group samples)"
    )
