// The least that brings a picture to a browser, to be measured beside the phone: a WebSocket server that sends a
// text, and a page that decodes the picture in it and draws it.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const page = `<!doctype html><html lang="en"><title>Bare</title><canvas></canvas><script>
const canvas = document.querySelector("canvas");
const socket = new WebSocket("ws://" + location.host);
socket.onmessage = async ({ data }) => {
  const { number, picture } = JSON.parse(data);
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
  performance.mark("picture", { detail: String(number) });
};
</script></html>`;

function frame(text) {
  const body = Buffer.from(text);
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body]);
  const head = Buffer.alloc(body.length < 65536 ? 4 : 10);
  head[0] = 0x81;
  head[1] = head.length === 4 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(body.length, 2);
  else head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, body]);
}

export class BareServer {
  async open() {
    this.server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(page));
    this.server.on("upgrade", (request, socket) => {
      const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      this.socket = socket;
    });
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.url = `http://127.0.0.1:${this.server.address().port}/`;
  }

  send(text) {
    this.socket.write(frame(text));
  }

  close() {
    this.socket?.destroy();
    this.server.closeAllConnections();
    this.server.close();
  }
}
