"""The browser UI: TypeScript sources in `src`, built files in `dist` (never committed)."""
