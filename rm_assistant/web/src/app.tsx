import { AnswerView } from "./ask/answer";
import { AskBox } from "./ask/box";
import { Welcome } from "./ask/welcome";
import { language, switchLanguage, t } from "./i18n";
import { LibraryNote } from "./library";
import { SourcePane } from "./source/pane";
import { earlier, exchange, serviceDown } from "./state";

export function App() {
  return (
    <>
      <a class="skip" href="#answer">
        {t("skip")}
      </a>
      <header class="bar">
        <h1 class="bar-name">{t("app.name")}</h1>
        <LibraryNote />
        <button
          type="button"
          class="quiet"
          lang={language.value === "en" ? "ja" : "en"}
          title={t("language.switch.label")}
          onClick={switchLanguage}
        >
          {t("language.switch")}
        </button>
      </header>
      {serviceDown.value && (
        <p class="banner bad" role="alert">
          {t("error.network")}
        </p>
      )}
      <div class={exchange.value ? "screen with-source" : "screen"}>
        <main class="ask" id="answer">
          <div class="scroll">
            {earlier.value.map((past) => (
              <AnswerView key={past.id ?? past.asked} exchange={past} past />
            ))}
            {exchange.value ? <AnswerView exchange={exchange.value} /> : <Welcome />}
          </div>
          <AskBox />
        </main>
        {exchange.value && <SourcePane />}
      </div>
    </>
  );
}
