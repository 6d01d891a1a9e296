import { spawn } from 'node:child_process';
import { ROOT } from './environment.mjs';

let running = null;
const cleanups = [];

/** Registers work for the end of the process, also when a signal ends it. It must be synchronous. */
export const atExit = (work) => cleanups.push(work);
process.on('exit', () => cleanups.forEach((work) => work()));

/** Ends the step that runs, with all it started, then us. Installed until the server takes over the signals. */
function onSignal(signal) {
  const code = signal === 'SIGINT' ? 130 : 143;
  if (!running) process.exit(code);
  const { pid } = running;
  running.once('close', () => process.exit(code));
  killGroup(pid, 'SIGTERM');
  setTimeout(() => killGroup(pid, 'SIGKILL'), 10_000).unref();
}

export function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
export const interruptSteps = () => SIGNALS.forEach((signal) => process.on(signal, onSignal));
export const releaseSignals = () => SIGNALS.forEach((signal) => process.off(signal, onSignal));

/**
 * Runs a program in a process group of its own.
 *
 * @param {{ command: string, args: string[], env?: object, cwd?: string, show?: boolean }} step `show` lets its output through.
 * @returns {Promise<{ code: number, output: string }>} 127 when it could not be started.
 */
export function run({ command, args, env = process.env, cwd = ROOT, show = false }) {
  return new Promise((resolve) => {
    const output = [];
    const stdio = show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, env, stdio, detached: true });
    running = child;
    const end = (code) => {
      if (running === child) running = null;
      resolve({ code, output: Buffer.concat(output).toString() });
    };
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** One line of progress: on a terminal the seconds count up, elsewhere it is printed once at each end. */
export function progress(label) {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const draw = () => process.stdout.write(`\r\x1b[K${label}… ${seconds()}`);
  const timer = process.stdout.isTTY ? setInterval(draw, 1000) : null;
  process.stdout.write(process.stdout.isTTY ? `${label}…` : `${label}…\n`);
  return (outcome) => {
    clearInterval(timer);
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
    console.log(`${outcome} (${seconds()})`);
  };
}
