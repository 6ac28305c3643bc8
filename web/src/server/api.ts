// Requests to the phone. A session that has ended is renewed, if need be by asking the person, and the request is
// sent again: nobody loses what they typed because they were away for an hour.

import type { Account, HttpsAdvice, Session } from "./types";

export interface Reply {
  status: number; // 0: no answer
  body: any; // JSON as it came; whoever asked knows what to expect
}

type Fetch = (path: string, options: RequestInit) => Promise<Response>;

const noAnswer = "The phone does not answer. Is it running, and is this computer still connected to it?";

export class Api {
  session: Session | null = null;
  httpsAdvice: HttpsAdvice | null = null; // as the last answer about the session said
  // Asks the person to log in again; resolves to the new session, or null when they would rather not.
  askAgain: ((account: Account) => Promise<Session | null>) | null = null;
  private renewal: Promise<boolean> | null = null;
  private declined = false; // who would not log in again is asked anew when they change something, not before

  constructor(private readonly fetch: Fetch) {}

  get(path: string): Promise<Reply> {
    return this.send("GET", path);
  }

  async send(method: string, path: string, body?: unknown): Promise<Reply> {
    const token = this.session?.token;
    const reply = await this.once(method, path, body);
    if (this.session === null) return reply;
    const ended = reply.status === 401;
    const foreignToken = reply.status === 403 && method !== "GET" && !reply.body?.needs_password;
    if (ended || foreignToken) {
      const ask = ended && (method !== "GET" || !this.declined);
      const renewed = (await this.renew(ask)) && this.session?.token !== token;
      if (renewed) return this.once(method, path, body);
    }
    return reply;
  }

  async login(account: Account, password: string): Promise<Reply> {
    const reply = await this.once("POST", "/api/v1/login", { account, password });
    if (reply.status === 200) this.session = reply.body as Session;
    return reply;
  }

  // The session of this browser, which another of its tabs may have begun.
  async findSession(): Promise<Reply> {
    const reply = await this.once("GET", "/api/v1/session");
    this.httpsAdvice = (reply.body?.https_advice as HttpsAdvice | undefined) ?? null;
    if (reply.status === 200) this.session = reply.body as Session;
    return reply;
  }

  async logout(): Promise<void> {
    await this.once("POST", "/api/v1/logout", {});
    this.session = null;
  }

  private async renew(ask: boolean): Promise<boolean> {
    this.renewal ??= this.renewOnce(ask).finally(() => (this.renewal = null));
    return this.renewal;
  }

  private async renewOnce(ask: boolean): Promise<boolean> {
    const account = this.session?.account ?? "admin";
    const found = await this.once("GET", "/api/v1/session");
    if (found.status === 200 && found.body.account === account) {
      this.session = found.body as Session;
      return true;
    }
    const others = found.status === 200; // another tab has logged in to the other account
    if (found.status === 0 || !this.askAgain || !(ask || (others && !this.declined))) return false;
    const session = await this.askAgain(account);
    this.declined = session === null;
    if (session) this.session = session;
    return session !== null;
  }

  private async once(method: string, path: string, body?: unknown): Promise<Reply> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET" && this.session) headers["X-CSRF-Token"] = this.session.token;
    const options: RequestInit = { method, headers, credentials: "same-origin" };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(body);
    }
    try {
      const response = await this.fetch(path, options);
      const text = await response.text();
      return { status: response.status, body: parsed(text, response.status) };
    } catch {
      return { status: 0, body: { error: noAnswer } };
    }
  }
}

function parsed(text: string, status: number): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return { error: `The phone answered ${status} in a form that this page does not understand.` };
  }
}

export function errorOf(reply: Reply): string {
  const said: unknown = reply.body?.error;
  return typeof said === "string" && said !== "" ? said : `The phone answered with ${reply.status}.`;
}
