// node build.mjs MODULES OUT: bundles the pages with the modules of that folder, and writes them with their
// compressed forms as a C++ source, OUT/assets.cpp.
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

function bundle() {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: { app: join(here, "src/main.tsx"), style: join(here, "src/style/app.css") },
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome120", "firefox121", "safari17"],
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    outdir: "/out",
    write: false,
    logLevel: "warning",
  });
  const text = (name) => outputFiles.find(({ path }) => path.endsWith(name)).text;
  return { js: text("app.js"), css: text("style.css") };
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
  const { js, css } = bundle();
  let page = readFileSync(join(here, "index.html"), "utf8");
  const assets = [];
  const add = (name, text) => {
    const bytes = Buffer.from(text);
    const [stem, extension] = name.split(".");
    const path = `/assets/${stem}-${hashOf(bytes).slice(0, 8).toUpperCase()}.${extension}`;
    page = page.replace(`/assets/${name}`, path);
    assets.push(makeAsset(path, bytes));
  };
  add("app.js", js);
  add("app.css", css);
  add("icon.svg", readFileSync(join(here, "icon.svg"), "utf8"));
  return [makeAsset("/index.html", Buffer.from(page)), ...assets];
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
