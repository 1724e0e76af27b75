import { useSignal } from "@preact/signals";
import type { TargetedKeyboardEvent } from "preact";
import { t } from "../i18n";
import { exchange, stop, submit } from "../state";

export function AskBox() {
  const text = useSignal("");
  const running = exchange.value?.running ?? false;

  const send = () => {
    if (!text.value.trim()) return;
    void submit(text.value);
    text.value = "";
  };
  // Safari ends a composition before the keydown that ended it: keyCode 229 is what remains of it.
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="box"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label for="question">{t(exchange.value ? "ask.label.again" : "ask.label")}</label>
      <textarea
        id="question"
        rows={2}
        placeholder={t("ask.placeholder")}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="box-foot">
        <span class="muted keys">{t("keys")}</span>
        {running && (
          <button type="button" class="secondary" onClick={stop}>
            {t("ask.stop")}
          </button>
        )}
        <button type="submit" class="primary" disabled={!text.value.trim()}>
          {t("ask.send")}
        </button>
      </div>
    </form>
  );
}
