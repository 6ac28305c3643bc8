// The last pushes and the story of the one that is looked at: the newest, until the person chooses another.

import { errorOf, type Api } from "../server/api";
import type { Push, PushSummary } from "../server/phone_types";

export class Pushes {
  list: PushSummary[] = []; // newest first
  known = false; // the list has come
  story: Push | null = null;
  trouble = "";
  private chosen: number | null = null; // null: the newest
  private asked = 0; // how often a story was asked for: an older answer does not count any more
  private readonly listeners = new Set<() => void>();

  constructor(private readonly api: Pick<Api, "get" | "send">) {}

  get shown(): number | null {
    return this.chosen ?? this.list[0]?.id ?? null;
  }

  async refresh(): Promise<void> {
    const reply = await this.api.get("/api/v1/pushes");
    if (reply.status !== 200) return this.say(errorOf(reply));
    this.trouble = "";
    this.known = true;
    this.list = reply.body.pushes as PushSummary[];
    if (!this.list.some(({ id }) => id === this.chosen)) this.chosen = null;
    this.tell();
    await this.tellStory();
  }

  async choose(id: number): Promise<void> {
    this.chosen = id === this.list[0]?.id ? null : id;
    this.tell();
    await this.tellStory();
  }

  // Ends with what there is to tell the person.
  async repeat(id: number): Promise<string> {
    const reply = await this.api.send("POST", `/api/v1/pushes/${id}/repeat`, {});
    if (reply.status !== 202) return errorOf(reply);
    this.chosen = null;
    await this.refresh();
    return `Push ${id} was repeated as ${reply.body.id}.`;
  }

  private async tellStory(): Promise<void> {
    const id = this.shown;
    const turn = ++this.asked;
    if (id === null) {
      this.story = null;
      return this.tell();
    }
    const reply = await this.api.get(`/api/v1/pushes/${id}`);
    if (turn !== this.asked) return;
    if (reply.status === 200) this.story = reply.body as Push;
    this.say(reply.status === 200 ? "" : errorOf(reply));
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private say(trouble: string): void {
    this.trouble = trouble;
    this.tell();
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}
