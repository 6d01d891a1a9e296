import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** As many commands as the bytes hold: arrays of bulk strings (RESP). */
function readCommands(text: string): { commands: string[][]; rest: string } {
  const commands: string[][] = [];
  let rest = text;
  for (;;) {
    const lines = rest.split('\r\n');
    const length = 1 + 2 * Number(lines[0]?.slice(1));
    if (rest === '' || lines.length <= length) return { commands, rest };
    commands.push(lines.slice(1, length).filter((_, index) => index % 2 === 1));
    rest = lines.slice(length).join('\r\n');
  }
}

/** A Redis that knows one script, the counter of rate-limiter-flexible, and can be killed in the middle. */
export async function startRedisStub() {
  const counters = new Map<string, number>();
  const sockets = new Set<Socket>();
  const state = { evaluations: 0, killAfter: Infinity };
  let held: (() => void)[] | undefined;

  function answer([name = '', ...args]: string[]): string {
    if (name.toUpperCase() === 'HELLO') return '%1\r\n+server\r\n+redis\r\n';
    if (name.toUpperCase() !== 'EVAL') return '+OK\r\n';
    const [, , key = '', points, seconds] = args;
    const consumed = (counters.get(key) ?? 0) + Number(points);
    counters.set(key, consumed);
    state.evaluations += 1;
    return `*2\r\n:${consumed}\r\n:${Number(seconds) * 1_000}\r\n`;
  }

  function kill(): void {
    server.close();
    for (const socket of sockets) socket.destroy();
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    let waiting = '';
    socket.setEncoding('utf8').on('error', () => {});
    socket.on('data', (text: string) => {
      const { commands, rest } = readCommands(waiting + text);
      waiting = rest;
      for (const command of commands) {
        if (state.evaluations >= state.killAfter) return kill();
        const reply = () => void socket.write(answer(command));
        if (held) held.push(reply);
        else reply();
      }
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stub has no port.');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    state,
    kill,
    /** Answers nothing until `resume`, then everything, late. */
    pause(): void {
      held = [];
    },
    resume(): void {
      for (const reply of held ?? []) reply();
      held = undefined;
    },
  };
}
