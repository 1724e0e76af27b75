"""The one place that picks adapters: an application is wired here, from the settings, and nowhere else."""

from __future__ import annotations

from rm_assistant.bootstrap.application import Application, data_folder_of, open_application, open_auditing
from rm_assistant.bootstrap.diagnosis import diagnose, web_folder

__all__ = ["Application", "data_folder_of", "diagnose", "open_application", "open_auditing", "web_folder"]
