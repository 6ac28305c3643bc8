// A `handset lab` for a test, and what the documents of its gallery say.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { patience, program } from "./support.mjs";

export class Lab {
  said = "";

  constructor(options = []) {
    this.options = options;
  }

  async start() {
    this.process = spawn(program, ["lab", "--http", "127.0.0.1:0", ...this.options], { stdio: ["ignore", "pipe", "inherit"] });
    this.ended = once(this.process, "exit");
    const signal = AbortSignal.timeout(patience);
    while (!/menu of them all/.test(this.said)) {
      const [text] = await Promise.race([once(this.process.stdout, "data", { signal }), this.ended]);
      assert.equal(this.process.exitCode, null, this.said);
      this.said += text;
    }
    this.url = /http:\/\/[\d.]+:\d+/.exec(this.said)[0];
  }

  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
  }

  // What stands there; of what is no document the words alone.
  async document(path) {
    const response = await fetch(this.url + path, { redirect: "manual" });
    const bytes = await response.arrayBuffer();
    const [, charset] = /charset=([\w-]+)/.exec(response.headers.get("Content-Type")) ?? [];
    return readDocument(new TextDecoder(charset).decode(bytes), response.headers.get("Refresh"));
  }
}

const marks = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (text) => text.replace(/&(#?)(\w+);/g, (_, number, name) => (number ? String.fromCodePoint(Number(name)) : marks[name]));

// The first element of that name within; nothing where there is none.
function word(xml, name) {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return text === undefined ? undefined : plain(text);
}

function all(xml, name) {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs"))].map(([, inner]) => inner);
}

const sideOf = (area, side) => Number(new RegExp(`${side}="(\\d+)"`).exec(area)[1]);

// The gallery writes its documents in one way, which is all that is understood here.
export function readDocument(xml, refresh = null) {
  const [, object] = /<CiscoIPPhone(\w+)/.exec(xml) ?? [];
  const inPage = xml.replace(/<(SoftKeyItem|MenuItem|DirectoryEntry|InputItem|IconItem)>.*?<\/\1>/gs, "");
  return {
    object,
    title: word(inPage, "Title") ?? "",
    prompt: word(inPage, "Prompt") ?? "",
    text: object ? word(inPage, "Text") : xml,
    width: Number(word(inPage, "Width")),
    height: Number(word(inPage, "Height")),
    icons: all(xml, "IconItem").map((item) => word(item, "Index")),
    items: all(xml, "MenuItem").map((item) => {
      const [area] = /<TouchArea[^>]*>/.exec(item) ?? [];
      return {
        name: word(item, "Name"),
        url: word(item, "URL"),
        icon: word(item, "IconIndex"),
        area: area && { left: sideOf(area, "X1"), top: sideOf(area, "Y1"), right: sideOf(area, "X2"), bottom: sideOf(area, "Y2") },
      };
    }),
    entries: all(xml, "DirectoryEntry").map((entry) => ({ name: word(entry, "Name"), number: word(entry, "Telephone") })),
    fields: all(xml, "InputItem").map((item) => ({ name: word(item, "DisplayName"), value: word(item, "DefaultValue") ?? "" })),
    softKeys: all(xml, "SoftKeyItem").map((item) => word(item, "Name")),
    goesOn: refresh !== null && / url=/.test(refresh),
  };
}
