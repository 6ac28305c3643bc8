// Copies a line for a shell, and says for a moment that it did.

import { useEffect, useState } from "preact/hooks";
import { copyText } from "../../model/clipboard";

interface Props {
  text: string;
  label: string;
  onSay: (words: string) => void;
}

export function CopyButton({ text, label, onSay }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const onClick = async () => {
    const done = await copyText(text);
    setCopied(done);
    onSay(done ? `Copied: ${text.length > 60 ? `${text.slice(0, 60)} …` : text}` : "The browser does not let this page copy anything.");
  };
  return <button type="button" data-done={copied ? "" : undefined} onClick={() => void onClick()}>{label}</button>;
}
