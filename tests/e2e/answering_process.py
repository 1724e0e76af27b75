"""Answers one question after another and prints each released claim's record: for `test_kill_while_answering`.

Run as `python -m tests.e2e.answering_process FOLDER`; it never ends by itself.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from rm_assistant.adapters.audited_chat import AuditedChatModel
from rm_assistant.adapters.random_ids import RandomIds
from rm_assistant.adapters.sqlite_audit import SqliteAuditLog
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import ClaimReleased
from rm_assistant.domain.documents import Language
from rm_assistant.domain.questions import Question
from rm_assistant.prompting.library import PromptLibrary
from rm_assistant.services.answering import Answering
from rm_assistant.services.research import Research
from tests.fakes_chat import FakeChatModel, FakeEvidenceFinder, FixedUnderstanding, claim_json, reply_json
from tests.fakes_storage import MemoryCatalog
from tests.filings import catalogued, filing

QUESTION = Question("What was the capital expenditure?", Language.ENGLISH)


def answering(folder: Path, model: FakeChatModel) -> Answering:
    audit, clock, catalog = SqliteAuditLog(folder, SystemClock()), SystemClock(), MemoryCatalog()
    parsed = filing("northwind", ["Purchases of property"])
    catalog.add(parsed, catalogued(parsed))
    return Answering(
        research=Research(catalog, FakeEvidenceFinder(), FixedUnderstanding(), token_budget=6000),
        prompt=PromptLibrary().get("answer"),
        model=AuditedChatModel(model, audit, clock),
        quoting=AuditedChatModel(FakeChatModel("extractive", writes=False), audit, clock),
        audit=audit,
        clock=clock,
        ids=RandomIds(),
    )


async def main(folder: Path) -> None:
    model = FakeChatModel()
    asked = answering(folder, model)
    claims = [claim_json(f"Claim {number}: it spent 1,577 million dollars.", "n1-1") for number in range(20)]
    while True:
        model.enqueue(*reply_json(*claims).partition("Claim 10"))
        async for event in asked.answer(QUESTION, Principal("rm-7")):
            if isinstance(event, ClaimReleased):
                sys.stdout.write(f"{event.record} {event.record_hash} {event.claim.text}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
