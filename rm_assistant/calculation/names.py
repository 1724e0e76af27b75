"""What a question's words name: something it defines itself, a measure or item of the glossary, or a line as worded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rm_assistant.calculation.measures import at_period, definitions_of
from rm_assistant.calculation.moments import Moment
from rm_assistant.calculation.notation import with_operands
from rm_assistant.domain.calculations import Expression, Operand
from rm_assistant.domain.documents import StatementKind
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import normalise, stems

_FROM_STATEMENT = re.compile(
    r"\s*(?:,?\s*(?:from|in|on|of|per|within)\s+the\s+"
    r"(?P<en>[a-z& ]+?statements?|statements?\s+of\s+[a-z ]+|balance\s+sheet|P&L))$"
    r"|^(?P<ja>[^のにお]{3,20}(?:計算書|対照表))(?:の|における|に記載の)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*[(（]([^()（）]*)[)）]")


class Names:
    """`defined` are the question's own definitions, by what `keys_of` makes of their names."""

    def __init__(self, defined: Mapping[str, Expression] | None = None) -> None:
        self._defined = defined or {}

    def known(self, words: str, moment: Moment) -> list[Expression]:
        """The definition, or the glossary's term, whose name is exactly `words`; else nothing.

        A measure is looked up first, since filings print many: then it is reckoned.
        """
        own = next((self._defined[key] for key in keys_of(words) if key in self._defined), None)
        if own is not None:
            return [with_operands(own, moment.of)]
        words, statement = _statement_of(words)
        term = term_named(words)
        if term is None:
            return []
        printed = moment.of(Operand(term.key, words=words, statement=statement))
        return [printed, *(with_operands(at_period(way, moment.period), moment.of) for way in definitions_of(term.key))]

    def plain(self, words: str, moment: Moment) -> list[Expression]:
        """What is known, else a line to look up by the words themselves."""
        known = self.known(words, moment)
        if known:
            return known
        words, statement = _statement_of(words)
        return [moment.of(Operand(words, statement=statement))] if words else []


def _statement_of(words: str) -> tuple[str, StatementKind | None]:
    """The words without "from the cash flow statement", and which that is."""
    match = _FROM_STATEMENT.search(words)
    kinds = glossary().find_statements(match[0]) if match else []
    if match is None or not kinds:
        return words, None
    return (words[: match.start()] + words[match.end() :]).strip() if match["ja"] is None else words[
        match.end() :
    ], kinds[0]


def term_named(words: str) -> Term | None:
    """The term of the glossary of which `words` are a name."""
    terms = _terms()
    return next((terms[key_of(name)] for name in _spellings(words) if key_of(name) in terms), None)


def keys_of(name: str) -> tuple[str, ...]:
    """The keys of all spellings of a name, and of the glossary's term that it names."""
    term = term_named(name)
    keys = [key_of(spelled) for spelled in _spellings(name)]
    return tuple(dict.fromkeys([*keys, f"={term.key}"] if term else keys))


def _spellings(name: str) -> list[str]:
    """ "days payable outstanding (DPO)" is called by all of it, without the brackets, and by what stands in them."""
    return [name, _BRACKETED.sub("", name), *_BRACKETED.findall(name)]


def key_of(words: str) -> str:
    """The same for all spellings of a name: stems of English words, characters of Japanese ones."""
    plain = normalise(words)
    if plain.isascii():
        return " ".join(stems(plain))
    return re.sub(r"[\s・]", "", plain).upper()


@cache
def _terms() -> Mapping[str, Term]:
    """The plainest term of a name that several have."""
    names: dict[str, tuple[int, Term]] = {}
    for term in glossary():
        for spelled in (term.english, term.japanese):
            for at, name in enumerate(spelled):
                key = key_of(name)
                if key not in names or at < names[key][0]:
                    names[key] = (at, term)
    return {key: term for key, (_, term) in names.items()}
