import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, type Logger, multistream, pino } from 'pino';
import type { Env } from './env.ts';

const FULL_BYTES = 10 * 1024 * 1024;

/** Where local writes its log, so that the terminal stays for people. */
export const logFileOf = (env: Env): string => join(env.DATA_DIR, 'server.log');

/** The local log would grow for ever: a full one is set aside, one deep. */
function makeRoom(file: string): void {
  if (existsSync(file) && statSync(file).size > FULL_BYTES) renameSync(file, `${file}.old`);
}

/** An error as one line for the person at the terminal; the whole record is in the file. */
function briefly(file: string): { write(line: string): void } {
  return {
    write(line) {
      const record: unknown = JSON.parse(line);
      const message =
        typeof record === 'object' && record !== null && 'msg' in record ? String(record.msg) : 'Something failed';
      process.stderr.write(`Error: ${message} (see ${file})\n`);
    },
  };
}

/**
 * Structured logging. Production: JSON lines on standard output, for whatever collects them.
 * Local: the same lines in `DATA_DIR/server.log` (mode 0600), and errors in one line each on the terminal.
 */
export function openLog(env: Env): Logger {
  if (env.OSTIARY_ENV === 'production') return pino({ level: env.LOG_LEVEL });
  const file = logFileOf(env);
  // The same mode as the embedded database gives the folder: its own user must be able to pass through.
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o711 });
  makeRoom(file);
  const whole = destination({ dest: file, mode: 0o600, append: true });
  // A stream without a level of its own would drop debug lines; `level` above already chose.
  return pino(
    { level: env.LOG_LEVEL },
    multistream([
      { level: 'trace', stream: whole },
      { level: 'error', stream: briefly(file) },
    ]),
  );
}
