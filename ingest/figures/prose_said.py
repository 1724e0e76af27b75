"""What a sentence says of a number: whose it is, and whether it is an amount or a change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """`label` is as printed; `change` the word that makes the number a change ("increased", 減少), empty else.

    `whole` where the number is of all that the label names ("net sales were"), not of a part ("$5 million of sales").
    `follows` where the number goes on with what is said of the one before: "$5 million, or 7 %". `compared` where it is
    only measured against, and so of another time than the rest of its sentence: "compared to $4 million", "from 5 %".
    """

    label: str
    change: str = ""
    falls: bool = False
    whole: bool = False
    follows: bool = False
    compared: bool = False
