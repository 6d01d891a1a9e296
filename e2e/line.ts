import type { Page } from '@playwright/test';

export interface Line {
  /** Uploads at so many bytes a second. */
  readonly slow: (bytesPerSecond: number) => Promise<void>;
  readonly cut: () => Promise<void>;
}

/** The page's line to the bank, as the browser's own developer tools throttle it. */
export async function lineOf(page: Page): Promise<Line> {
  const tools = await page.context().newCDPSession(page);
  const set = async (offline: boolean, uploadThroughput: number) => {
    await tools.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  };
  return { slow: (bytesPerSecond) => set(false, bytesPerSecond), cut: () => set(true, 0) };
}
