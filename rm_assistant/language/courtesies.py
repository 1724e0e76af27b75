"""Thanks and greetings: words that ask for nothing."""

from __future__ import annotations

import re

from rm_assistant.language.words import normalise

_CORE = frozenset(
    """
    thanks thank thankyou thx ty cheers hello hi hey bye goodbye great perfect ok okay nice excellent appreciated
    understood noted good
    """.split()  # noqa: SIM905
)
_AROUND = frozenset(
    """
    very much so a lot many for your the help that this was is all right got it again and you there morning afternoon
    evening helpful kindly really to see later everyone team please nothing else everything i we much
    """.split()  # noqa: SIM905
)
_JAPANESE = re.compile(
    "(?:(?:どうも|本当に|誠に|いつも|大変|色々と?)?(?:ありがとう|有難う|有り難う|感謝|助かり|了解|承知|わかりまし|分かりまし|お疲れ様?|お疲れさま|"
    "お世話に?|こんにちは|こんばんは|おはよう|はじめまして|初めまして|さようなら|失礼|なるほど|オッケー|どうも)"
    "(?:ございます|ございました|しています|しております|いたします|致します|いたしました|致しました|しました|します|です|でした|ました|ます|た|"
    "なります|になりました|になります)?[。！!、,.\\s～〜^]*)+"
)
_LONGEST = 60


def is_courtesy(text: str) -> bool:
    """True where `text` is thanks, a greeting or an "OK" and nothing else: a question mark makes a question of it."""
    plain = normalise(text).strip().lower()
    if len(plain) > _LONGEST or "?" in plain or any(character.isdigit() for character in plain):
        return False
    if not plain.isascii():
        return bool(_JAPANESE.fullmatch(re.sub(r"\s", "", plain)))
    words = set(re.findall(r"[a-z]+", plain))
    return bool(words & _CORE) and words <= _CORE | _AROUND
