// Where the phone's page begins.

import { render } from "preact";
import { applyTheme, readTheme } from "./model/theme";
import { Api } from "./server/api";
import { App } from "./view/phone/app";

applyTheme(readTheme());
const api = new Api((path, options) => fetch(path, options));
const session = api.findSession();
const root = document.getElementById("app");
if (root) render(<App api={api} session={session} />, root);
