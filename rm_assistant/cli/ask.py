"""`rm-assistant ask`: one question, through the running service or in this process."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from rm_assistant.api.event_names import ANSWER_EVENTS
from rm_assistant.bootstrap import Application
from rm_assistant.cli.answer_view import AnswerView
from rm_assistant.cli.ownership import through_owner
from rm_assistant.cli.service_client import ServiceClient
from rm_assistant.cli.terminal import (
    DataOption,
    ExitCode,
    JsonOption,
    console,
    print_json,
    printable,
    require_data_folder,
    settings_for,
)
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import FilingForm
from rm_assistant.domain.errors import SettingsError
from rm_assistant.domain.questions import Question, ScopeChoice
from rm_assistant.guardrails.questions import check_form
from rm_assistant.language.words import question_language
from rm_assistant.serialisation import from_json, to_jsonable
from rm_assistant.settings import Settings


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In English or Japanese.")],
    client: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this client; may be given again.")
    ] = None,
    year: Annotated[
        list[int] | None, typer.Option(metavar="YEAR", help="Only this fiscal year; may be given again.")
    ] = None,
    form: Annotated[
        list[FilingForm] | None,
        typer.Option(metavar="FORM", help="Only this form, for instance 10-K or 決算短信; may be given again."),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Only this document, by file name, title or id (or how it begins); may be given again. "
            "`rm-assistant documents` lists them.",
        ),
    ] = None,
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Answer a question from the filings, with sources.

    Exits 0 where it was answered or refused with a reason, 2 where the question cannot be taken, 3 where answering
    failed.
    """
    choice = ScopeChoice(tuple(client or ()), tuple(document or ()), tuple(form or ()), tuple(year or ()))
    settings = settings_for(data)
    view = AnswerView(console(), quiet=as_json)
    answer_into(view, settings, Question(question, question_language(question), choice))
    raise typer.Exit(_conclude(view, as_json=as_json))


def answer_into(view: AnswerView, settings: Settings, question: Question) -> None:
    require_data_folder(settings)
    through_owner(
        settings,
        there=lambda url: _answer_there(view, url, question),
        here=lambda application: asyncio.run(_answer_here(view, application, question)),
    )


async def _answer_here(view: AnswerView, application: Application, question: Question) -> None:
    try:
        async for event in application.answering.answer(question, LOCAL_PRINCIPAL):
            view.show(event)
    finally:
        await application.model.close()


def _answer_there(view: AnswerView, url: str, question: Question) -> None:
    check_form(question)  # in our words: the service would name a field of its request
    choice = question.choice
    body = {
        "question": question.text,
        "language": question.language,
        "clients": choice.clients,
        "documents": choice.documents,
        "forms": choice.forms,
        "fiscal_years": choice.fiscal_years,
    }
    with ServiceClient(url) as service:
        for event in service.events("POST", "/answers", body):
            view.show(from_json(ANSWER_EVENTS[event.name], event.data))


def _conclude(view: AnswerView, *, as_json: bool) -> ExitCode:
    if view.answer is not None:
        if as_json:
            print_json(to_jsonable(view.answer))
        return ExitCode.DONE
    failure = view.failure
    code, message, retry_helps = (
        (failure.code, failure.message, failure.retry_helps)
        if failure is not None
        else ("answer_cut", "The answer stopped midway.", True)
    )
    if as_json:
        print_json({"error": {"code": code, "message": message, "retry_helps": retry_helps}})
    else:
        console(stderr=True).print(f"rm-assistant: {printable(message)}")
    return ExitCode.WRONG_INPUT if code == SettingsError.code else ExitCode.SERVICE_FAILED
