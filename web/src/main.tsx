// Where the page begins. The questions go out before anything is drawn.

import { render } from "preact";
import { readAddress } from "./model/address";
import { StatusFeed } from "./model/feed";
import { applyTheme, readTheme } from "./model/theme";
import { Api } from "./server/api";
import { App, ask } from "./view/app";

applyTheme(readTheme());
const place = readAddress(location.pathname, location.search);
const api = new Api((path, options) => fetch(path, options));
const feed = new StatusFeed(api);
const beginning = ask(api, place);
void feed.refresh();

const root = document.getElementById("app");
if (root) render(<App api={api} feed={feed} place={place} beginning={beginning} />, root);
