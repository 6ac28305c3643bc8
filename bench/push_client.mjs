// Sends pushes as a PBX does, for the benchmarks: a NOTIFY over UDP, and once more with the credentials that the
// phone asks for.

import { createHash, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";

const md5 = (text) => createHash("md5").update(text).digest("hex");
const token = () => randomBytes(8).toString("hex");

export class PushClient {
  constructor({ port, user, password }) {
    Object.assign(this, { port, user, password, uri: `sip:${user}@127.0.0.1:${port}` });
    this.waiting = new Map(); // by branch
  }

  async open() {
    this.socket = createSocket("udp4");
    this.socket.connect(this.port, "127.0.0.1");
    await once(this.socket, "connect");
    this.local = `127.0.0.1:${this.socket.address().port}`;
    this.socket.on("message", (data) => {
      const text = data.toString();
      const branch = /branch=([^;\s]+)/.exec(text)?.[1];
      const status = Number(text.split(" ")[1]);
      if (status < 200 || !this.waiting.has(branch)) return;
      this.waiting.get(branch)({ status, text });
      this.waiting.delete(branch);
    });
  }

  close() {
    this.socket.close();
  }

  // Opens the page on the phone. Resolves to when the datagram with the credentials left, by `now`.
  async push(url, now) {
    const call = `${token()}@bench`;
    const challenge = await this.send(call, 1, url, "").answered;
    if (challenge.status !== 401) throw new Error(`the phone answers ${challenge.status}`);
    const { sent, answered } = this.send(call, 2, url, this.credentials(challenge.text), now);
    const { status } = await answered;
    if (status !== 200) throw new Error(`the phone answers ${status}`);
    return sent;
  }

  credentials(text) {
    const field = /^WWW-Authenticate: (.*algorithm=MD5\b.*)$/im.exec(text)?.[1] ?? /^WWW-Authenticate: (.*)$/im.exec(text)[1];
    const [realm, nonce] = ["realm", "nonce"].map((name) => new RegExp(`${name}="([^"]*)"`).exec(field)[1]);
    const cnonce = token();
    const response = md5([md5(`${this.user}:${realm}:${this.password}`), nonce, "00000001", cnonce, "auth", md5(`NOTIFY:${this.uri}`)].join(":"));
    return `Authorization: Digest username="${this.user}", realm="${realm}", nonce="${nonce}", uri="${this.uri}", response="${response}", ` +
      `algorithm=MD5, cnonce="${cnonce}", qop=auth, nc=00000001\r\n`;
  }

  send(call, number, body, authorization, now = () => 0) {
    const branch = `z9hG4bK${token()}`;
    const request = `NOTIFY ${this.uri} SIP/2.0\r\nVia: SIP/2.0/UDP ${this.local};branch=${branch};rport\r\nMax-Forwards: 70\r\n` +
      `From: <sip:bench@127.0.0.1>;tag=${token()}\r\nTo: <${this.uri}>\r\nCall-ID: ${call}\r\nCSeq: ${number} NOTIFY\r\n` +
      `Contact: <sip:bench@${this.local}>\r\nEvent: XML-Service\r\nContent-Type: text/html\r\n${authorization}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const answered = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("the phone does not answer")), 5000);
      this.waiting.set(branch, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
    const sent = now();
    this.socket.send(request);
    return { sent, answered };
  }
}
