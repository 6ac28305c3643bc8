// The status of the phone, asked for again and again while somebody looks at it.

import { errorOf, type Api } from "../server/api";
import type { Status } from "../server/types";

export class StatusFeed {
  latest: Status | null = null;
  trouble = ""; // why the last question got no answer
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pace = 0; // milliseconds; 0: not asking

  constructor(private readonly api: Pick<Api, "get">) {}

  async refresh(): Promise<void> {
    const reply = await this.api.get("/api/v1/status");
    this.trouble = reply.status === 200 ? "" : errorOf(reply);
    if (reply.status === 200) this.latest = reply.body as Status;
    this.listeners.forEach((listener) => listener());
  }

  // 0 stops it.
  setPace(milliseconds: number): void {
    this.pace = milliseconds;
    clearTimeout(this.timer);
    if (milliseconds > 0) this.timer = setTimeout(() => void this.turn(), milliseconds);
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private async turn(): Promise<void> {
    if (document.visibilityState === "visible") await this.refresh();
    this.setPace(this.pace);
  }
}
