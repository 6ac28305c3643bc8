// What a request was answered with, told by a shape as well as by a colour; and when things were.

import type { PushSummary } from "../../server/phone_types";

export function Status({ status }: { status: number }) {
  const good = status >= 200 && status < 300;
  const look = status === 0 ? "open" : good ? "good" : "bad";
  return (
    <span class="status" data-look={look}>
      <span aria-hidden="true">{{ open: "…", good: "✓", bad: "✕" }[look]}</span> {status || "–"}
    </span>
  );
}

// What a person opened was no request to the phone.
export function PushStatus({ push }: { push: Pick<PushSummary, "way" | "status"> }) {
  if (push.way === "key") return <span class="status" data-look="key"><span aria-hidden="true">▸</span> key</span>;
  return <Status status={push.status} />;
}

// "2026-03-01 14:05:09" in UTC, as the phone says it, on the clock of whoever looks.
export function Moment({ time, short }: { time: string; short?: boolean }) {
  const iso = `${time.replace(" ", "T")}Z`;
  const date = new Date(iso);
  return <time dateTime={iso}>{short ? date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" }) : date.toLocaleString()}</time>;
}
