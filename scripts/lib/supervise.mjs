import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const GRACE_MS = 30_000;

/** npm may be killed without a word to us: then our parent changes, and the server must not run on unseen. */
function whenOrphaned(work) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => process.ppid !== parent && work(), 500);
  return () => clearInterval(timer);
}

/**
 * Runs the server until it ends, and resolves with the exit code to end with.
 *
 * It gets a process group of its own, so that Ctrl-C reaches it exactly once, through us: a second signal would mean
 * "at once" to it. If we are killed, the IPC channel closes and the server sees `disconnect`.
 */
export function supervise({ command, args, cwd, env = process.env, graceMs = GRACE_MS }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let stopping = null;
    const stop = (signal) => {
      if (stopping) return;
      child.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
      stopping = setTimeout(() => {
        console.error(`The server did not stop within ${graceMs / 1000} s and was killed.`);
        child.kill('SIGKILL');
      }, graceMs);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    signals.forEach((signal) => process.on(signal, stop));
    const forget = whenOrphaned(() => stop('SIGTERM'));
    const end = (code) => {
      clearTimeout(stopping);
      forget();
      signals.forEach((signal) => process.off(signal, stop));
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(error.message);
      end(127);
    });
    child.once('exit', (code, signal) => end(code ?? 128 + constants.signals[signal]));
  });
}
