import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { childSettings } from './child-settings.ts';
import type { TestDeps } from './test-deps.ts';

interface StaffDoor {
  /** Null while the process starts again. */
  origin: string | null;
  process: ChildProcess | null;
}

async function open(bank: TestDeps, door: StaffDoor): Promise<void> {
  const env = childSettings(bank);
  door.process = fork(join(import.meta.dirname, 'door-process.ts'), ['staff'], { env, execArgv: [] });
  const [address] = (await once(door.process, 'message')) as [AddressInfo]; // what the process tells
  door.origin = `http://127.0.0.1:${address.port}`;
}

async function kill(door: StaffDoor): Promise<void> {
  door.origin = null;
  const { process: child } = door;
  if (!child) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** The staff door of the same bank, several times, each a process that does jobs, too. */
export async function openStaffDoors(bank: TestDeps, count: number) {
  const doors: StaffDoor[] = Array.from({ length: count }, () => ({ origin: null, process: null }));
  await Promise.all(doors.map((door) => open(bank, door)));
  return {
    /** One that listens, drawn by chance; null while none does. */
    any(): string | null {
      const origins = doors.flatMap(({ origin }) => (origin === null ? [] : [origin]));
      return origins[Math.floor(Math.random() * origins.length)] ?? null;
    },
    /** Kills one in the middle of whatever it does, and starts it again. */
    async killOne(): Promise<void> {
      const door = doors[Math.floor(Math.random() * doors.length)];
      if (!door) return;
      await kill(door);
      await open(bank, door);
    },
    async close(): Promise<void> {
      await Promise.all(doors.map(kill));
    },
  };
}
