// The modules of the pages that need no browser, bundled by esbuild from MODULES.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const modules = process.argv[2];
const source = join(dirname(fileURLToPath(import.meta.url)), "../../../web/src");
const esbuild = createRequire(join(modules, "esbuild/package.json"))("esbuild");
const names = ["model/address", "model/buttons", "model/catalogue", "model/conflicts", "model/fit", "model/form", "model/ladder",
  "model/link", "model/live", "model/press_queue", "model/pushes", "model/search", "model/spoken", "model/submission", "model/words",
  "server/api"];
const { outputFiles } = esbuild.buildSync({
  stdin: { contents: names.map((name) => `export * from "./${name}";`).join("\n"), resolveDir: source, loader: "ts" },
  nodePaths: [modules],
  bundle: true,
  format: "esm",
  write: false,
});
export const pages = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
