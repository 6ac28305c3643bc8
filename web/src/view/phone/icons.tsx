// The signs on the keys, drawn as lines in a square of 24.

const paths: Record<string, string> = {
  Messages: "M3 6h18v12H3zM3 7l9 7 9-7",
  Services: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
  Directories: "M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12M9 8h6M9 11h4",
  Settings: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2",
  Hold: "M8 5v14M16 5v14",
  Transfer: "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
  Conference: "M12 4.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM6 20c0-4 2.5-6.5 6-6.5s6 2.5 6 6.5M5.5 7.5a2 2 0 0 0-1 3.8M18.5 7.5a2 2 0 0 1 1 3.8M2 17c.2-1.6.9-2.7 2-3.3M22 17c-.2-1.6-.9-2.7-2-3.3",
  Speaker: "M4 9v6h4l5 4V5L8 9zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  Headset: "M4 15v-3a8 8 0 0 1 16 0v3M4 14h3v6H5a1 1 0 0 1-1-1zM20 14h-3v6h2a1 1 0 0 0 1-1zM19 20c-1 1.5-3 2-5 2",
  Mute: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4M4 3l16 18",
  NavUp: "M5 15l7-7 7 7",
  NavDown: "M5 9l7 7 7-7",
  NavLeft: "M15 5l-7 7 7 7",
  NavRight: "M9 5l7 7-7 7",
  NavBack: "M10 5l-6 6 6 6M4 11h10a6 6 0 0 1 6 6v2",
  EndCall: "M3 14c0-6 18-6 18 0l-1 2-5-1v-2.5c-2-.6-4-.6-6 0V15l-5 1z",
  Handset: "M5 3l4 1 1 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5 5 1 1 4c-1 2-3 2-4 2C9 20 4 14 3 7c0-2 0-3 2-4z",
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
