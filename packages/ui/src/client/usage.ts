import { openChannel } from './tabs.ts';

interface Use {
  touchedAt: number;
  usedAt: number;
}

export type Usage = ReturnType<typeof createUsage>;

// A call made later than this after the last touch is the page's own doing.
const backgroundMs = 60_000;
// Tabs need not hear of every key.
const tellEveryMs = 5_000;

function watchTouches(onTouch: () => void): void {
  if (typeof window === 'undefined') return;
  for (const event of ['pointerdown', 'keydown'] as const)
    window.addEventListener(event, onTouch, { capture: true, passive: true });
}

/** When the person last touched a page of this portal, and when the server last heard from them; shared by all tabs. */
export function createUsage(door: 'customer' | 'staff') {
  let touchedAt = Date.now();
  let usedAt = touchedAt;
  let told: Use = { touchedAt, usedAt };
  const channel = openChannel<Use>(`ostiary.${door}.usage`, (heard) => {
    touchedAt = Math.max(touchedAt, heard.touchedAt);
    usedAt = Math.max(usedAt, heard.usedAt);
  });
  const tell = () => {
    if (touchedAt - told.touchedAt < tellEveryMs && usedAt - told.usedAt < tellEveryMs) return;
    told = { touchedAt, usedAt };
    channel.send(told);
  };
  watchTouches(() => {
    touchedAt = Date.now();
    tell();
  });
  return {
    /** The server heard from the person: idleness counts from here. */
    noteUse: () => {
      usedAt = Date.now();
      tell();
    },
    usedAt: () => usedAt,
    /** Nobody has touched any page for a minute: what is asked now must not keep the session alive. */
    isBackground: () => Date.now() - touchedAt > backgroundMs,
  };
}
