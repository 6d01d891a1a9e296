import { live } from '../../lib/live.ts';

const pollMs = 5_000;
/** While the stream speaks, asking is only a net below it: times pass, too, without an event. */
const netMs = 60_000;

/** How often the queue and its counts are asked for, in milliseconds. */
export const usePollMs = () => (live.useIsLive() ? netMs : pollMs);
