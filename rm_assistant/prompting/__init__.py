"""Prompts: loaded from `prompts/`, verified against their manifest, rendered with sources fenced as untrusted."""
