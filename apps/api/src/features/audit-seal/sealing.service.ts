import type { Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { copyCheckpoint } from './copy.service.ts';
import { sealAudit } from './seal.service.ts';

const EVERY_MS = 1_000;

/** Seals once a second and copies the newest checkpoint outside when that is due. */
export function startSealing(deps: Deps): void {
  let isSealing = false;
  const seal = async () => {
    if (isSealing) return;
    isSealing = true;
    try {
      await sealAudit(deps);
      await copyCheckpoint(deps);
    } catch (error) {
      deps.log.warn({ err: loggable(error) }, 'sealing failed');
    } finally {
      isSealing = false;
    }
  };
  setInterval(() => void seal(), EVERY_MS).unref();
}
