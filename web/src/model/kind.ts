// Which control a type of the table gets.

import type { Row } from "../server/types";

type Kind = "switch" | "choice" | "secret" | "script" | "number" | "decimal" | "text";

const scripts = new Set([
  "tone", "cadence", "ring", "led", "dialplan", "dialmap", "rule", "condition", "function", "paging", "keylist",
  "starcodes", "announcements", "daylightrule", "base64",
]);
// Scripts that seldom fit beside their label.
const long = new Set(["tone", "dialplan", "dialmap", "rule", "condition", "paging", "keylist", "starcodes", "daylightrule"]);

export function kindOf(row: Row): Kind {
  if (row.secret || row.type === "secret" || row.type === "password") return "secret";
  if (row.type === "bool") return "switch";
  if (row.type === "enum" && row.members) return "choice";
  if (scripts.has(row.type)) return "script";
  if (row.type === "uint" || row.type === "int" || row.type === "port") return "number";
  if (row.type === "seconds") return "decimal";
  return "text";
}

export function isLong(row: Row): boolean {
  return long.has(row.type);
}
