"""Errors, and whether trying again helps.

RMAssistantError
├── InputError                   the caller can mend it
│   ├── QuestionError            empty, too long
│   ├── ChoiceError              a client or document chosen by hand that is not there
│   ├── CursorError              where a list is to go on from, that no list has given
│   ├── SourceError              a path or manifest that cannot be used
│   ├── NotFoundError            no such answer, document, page (or not for this reader: the same words)
│   └── SettingsError            a setting that does not parse
├── StorageError
│   ├── AuditUnavailableError    the log cannot be written: no answer is given
│   │   └── AuditDamagedError    it is not the log that was written: no answer until it is mended
│   ├── DataFolderBusyError      another process owns the data folder
│   └── DataFolderError          missing, read-only, of a newer version
├── WorkerUnavailableError       no process can be started that reads filings
├── PromptError                  a prompt is missing, or not the text that its manifest pins
└── ProviderError                the hosted model
    ├── ProviderUnavailableError 5xx, connection refused or reset      retry helps
    ├── ProviderTimeoutError     no answer in time                     retry helps
    ├── RateLimitedError         429                                   retry helps, later
    ├── ProviderRejectedError    401, 403, 404, 400: key, model or request is wrong
    ├── ContentRefusedError      the provider's filter or the model declined
    └── MalformedReplyError      cut stream, empty, not the agreed form  retry helps
        └── EndlessToolsError    it went on calling tools instead of answering
"""

from __future__ import annotations


class RMAssistantError(Exception):
    """`code` is stable, for machines; the message says what to do."""

    code = "error"
    retry_helps = False


class InputError(RMAssistantError):
    code = "invalid_input"


class QuestionError(InputError):
    code = "invalid_question"


class ChoiceError(InputError):
    code = "invalid_choice"


class CursorError(InputError):
    code = "invalid_cursor"


class SourceError(InputError):
    code = "invalid_source"


class NotFoundError(InputError):
    code = "not_found"


class SettingsError(InputError):
    code = "invalid_setting"


class StorageError(RMAssistantError):
    code = "storage"


class AuditUnavailableError(StorageError):
    code = "audit_unavailable"
    retry_helps = True


class AuditDamagedError(AuditUnavailableError):
    """The message is closed by what to do, which is the same whatever was found."""

    code = "audit_damaged"
    retry_helps = False

    def __str__(self) -> str:
        return f"{super().__str__()}. {_MEND_THE_LOG}"


_MEND_THE_LOG = (
    "No answer is given until that is mended. Run `rm-assistant audit verify` to see where it breaks, move "
    "audit.sqlite3 and audit.checkpoint elsewhere as evidence, and put both back from one backup (with both gone, a "
    "new log begins)."
)


class DataFolderBusyError(StorageError):
    code = "data_folder_busy"
    retry_helps = True

    def __init__(self, message: str, *, owner_url: str | None = None) -> None:
        super().__init__(message)
        self.owner_url = owner_url


class DataFolderError(StorageError):
    code = "data_folder"


class PromptError(RMAssistantError):
    code = "prompt"


class WorkerUnavailableError(RMAssistantError):
    code = "worker_unavailable"
    retry_helps = True


class ProviderError(RMAssistantError):
    """`request_id` is the provider's own, where it gave one; `retry_after` seconds, where it said so."""

    code = "provider"

    def __init__(self, message: str, *, request_id: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.request_id = request_id
        self.retry_after = retry_after


class ProviderUnavailableError(ProviderError):
    code = "provider_unavailable"
    retry_helps = True


class ProviderTimeoutError(ProviderError):
    code = "provider_timeout"
    retry_helps = True


class RateLimitedError(ProviderError):
    code = "provider_rate_limited"
    retry_helps = True


class ProviderRejectedError(ProviderError):
    code = "provider_rejected"


class ContentRefusedError(ProviderError):
    code = "provider_refused"


class MalformedReplyError(ProviderError):
    code = "provider_malformed"
    retry_helps = True


class EndlessToolsError(MalformedReplyError):
    code = "provider_endless_tools"
    retry_helps = False
