import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app";
import { language } from "./i18n";
import { listenForKeys } from "./keys";
import { restore, watchDocuments } from "./state";
import "./styles/tokens.css";
import "./styles/layout.css";
import "./styles/answer.css";
import "./styles/source.css";

effect(() => {
  document.documentElement.lang = language.value;
});
listenForKeys();
watchDocuments();
void restore();
render(<App />, document.getElementById("app")!);
