"""The prompts as files, pinned by `manifest.toml`: `rm_assistant.prompting` loads, verifies and renders them."""
