import { t } from "../i18n";
import { documents, examples, readable, submit } from "../state";

export function Welcome() {
  return (
    <section class="welcome">
      <p class="tagline">{t("app.tagline")}</p>
      {documents.value && readable.value.length === 0 ? <EmptyLibrary /> : <p class="muted">{t("empty.ask")}</p>}
      {examples.value.length > 0 && (
        <>
          <h2 class="small">{t("ask.examples")}</h2>
          <ul class="examples">
            {examples.value.map((example) => (
              <li key={example}>
                <button type="button" class="example" onClick={() => void submit(example)}>
                  {example}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function EmptyLibrary() {
  return (
    <>
      <p class="muted">{t("empty.library.wait")}</p>
      <p class="muted">{t("empty.library")}</p>
      <pre class="command">rm-assistant ingest FOLDER</pre>
    </>
  );
}
