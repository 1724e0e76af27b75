from __future__ import annotations

from ingest.pdf.blocks import group_lines
from ingest.pdf.lines import Line
from rm_assistant.domain.documents import BlockKind
from tests.page_lines import lines_of, words_at

PROSE = "The words of a paragraph run on and fill the line up to its margin here"


def kinds(lines: list[Line]) -> list[tuple[BlockKind, str]]:
    return [(kind, " ".join(line.text for line in members)) for kind, _, members in group_lines(lines, 10.0)]


def test_lines_of_a_paragraph_are_one_block() -> None:
    lines = lines_of(
        words_at(60, 0, PROSE), words_at(60, 12, PROSE), words_at(60, 24, "and end."), words_at(60, 50, PROSE)
    )
    assert [kind for kind, _ in kinds(lines)] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert kinds(lines)[0][1] == f"{PROSE} {PROSE} and end."


def test_a_larger_line_is_a_heading() -> None:
    lines = lines_of(words_at(60, 0, "Liquidity", size=16), words_at(60, 30, PROSE))
    assert kinds(lines)[0] == (BlockKind.HEADING, "Liquidity")


def test_a_bold_line_is_a_heading_and_a_bold_beginning_is_not() -> None:
    lines = lines_of(words_at(60, 0, "Legal Proceedings"), words_at(60, 20, PROSE), words_at(60, 32, "goes on here."))
    lines[0].bold = lines[1].bold = True
    assert [kind for kind, _ in kinds(lines)] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_headings_known_by_their_words() -> None:
    lines = lines_of(
        words_at(60, 0, "ITEM 7. MANAGEMENT’S DISCUSSION"),
        words_at(60, 20, "第２【事業の状況】"),
        words_at(60, 40, PROSE),
    )
    levels = [(kind, level) for kind, level, _ in group_lines(lines, 10.0)]
    assert levels[:2] == [(BlockKind.HEADING, 2), (BlockKind.HEADING, 2)]


def test_bullets_are_paragraphs_of_their_own() -> None:
    lines = lines_of(words_at(60, 0, "• first of them"), words_at(60, 12, "• second of them"))
    assert [text for _, text in kinds(lines)] == ["• first of them", "• second of them"]


def test_a_page_set_with_wide_spacing_still_has_paragraphs() -> None:
    lines = lines_of(*(words_at(60, 22 * line, PROSE) for line in range(6)))
    assert len(kinds(lines)) == 1
