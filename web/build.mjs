// node build.mjs MODULES OUT: bundles the pages with the modules of that folder, and writes them with their
// compressed forms as a C++ source, OUT/assets.cpp. There are two: the administration (index.html, app.js, app.css)
// and the phone (phone.html, phone.js, phone.css).
//
// A file's name below /assets/ carries a hash of what is in it, so that a browser may keep it for good.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const modules = resolve(process.argv[2]);
const out = resolve(process.argv[3]);
const esbuild = createRequire(join(modules, "esbuild/package.json"))("esbuild");

const types = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

// The phone's page is there at once, also over a slow line: its script stays this small.
const mostScript = { "phone.js": 60_000 };

function bundle(page, script) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: { [page]: join(here, script), style: join(here, `src/style/${page}.css`) },
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome123", "firefox121", "safari17.5"],
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    outdir: "/out",
    write: false,
    logLevel: "warning",
  });
  const text = (name) => outputFiles.find(({ path }) => path.endsWith(name)).text;
  return { js: text(`${page}.js`), css: text("style.css") };
}

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

function makeAsset(path, bytes) {
  const gzip = gzipSync(bytes, { level: 9 });
  return {
    path,
    type: types[path.split(".").pop()],
    etag: `"${hashOf(bytes)}"`,
    bytes,
    gzip: gzip.length < bytes.length ? gzip : Buffer.alloc(0),
  };
}

function makeAssets() {
  const assets = [];
  const documents = [];
  // Returns the name under which a browser finds it.
  const add = (name, text) => {
    const bytes = Buffer.from(text);
    if (bytes.length > mostScript[name]) throw new Error(`${name} has ${bytes.length} bytes; ${mostScript[name]} are allowed`);
    const [stem, extension] = name.split(".");
    const path = `/assets/${stem}-${hashOf(bytes).slice(0, 8).toUpperCase()}.${extension}`;
    assets.push(makeAsset(path, bytes));
    return path;
  };
  const icon = add("icon.svg", readFileSync(join(here, "icon.svg"), "utf8"));
  for (const [document, page, script] of [["index.html", "app", "src/main.tsx"], ["phone.html", "phone", "src/phone.tsx"]]) {
    const { js, css } = bundle(page, script);
    const html = readFileSync(join(here, document), "utf8")
      .replace("/assets/icon.svg", icon)
      .replace(`/assets/${page}.js`, add(`${page}.js`, js))
      .replace(`/assets/${page}.css`, add(`${page}.css`, css));
    documents.push(makeAsset(`/${document}`, Buffer.from(html)));
  }
  return [...documents, ...assets];
}

// Octal escapes of three digits never swallow the character after them.
function literal(bytes) {
  let text = "";
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
    text += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return `{"${text}", ${bytes.length}}`;
}

function source(assets) {
  const entries = assets.map(
    ({ path, type, etag, bytes, gzip }) =>
      `    {"${path}", "${type}", ${literal(Buffer.from(etag))},\n     ${literal(bytes)},\n     ${literal(gzip)}},\n`,
  );
  return `// Made from web/ by web/build.mjs.
#include "web/assets.h"

#include <array>

namespace handset::web {
namespace {

constexpr auto made = std::to_array<Asset>({
${entries.join("")}});

}  // namespace

std::span<const Asset> assets() { return made; }

}  // namespace handset::web
`;
}

const assets = makeAssets();
for (const { path, bytes, gzip } of assets) {
  console.log(`${path}: ${bytes.length} bytes, ${gzip.length} compressed`);
}
writeFileSync(join(out, "assets.cpp"), source(assets));
