import { createServer } from 'node:net';

const DOORS = [
  { setting: 'PUBLIC_PORT', host: 'PUBLIC_HOST', port: 8000, other: 8100 },
  { setting: 'STAFF_PORT', host: 'STAFF_HOST', port: 8001, other: 8101 },
];

/** Why we could not listen there, as an errno name, or null when we can. */
function refusal(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

async function problemOf({ setting, host, port, other }, env) {
  const wanted = Number(env[setting] || port);
  // The server judges the value; here only ports that somebody else may hold matter.
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) return null;
  const hosts = env[host] ? [env[host]] : ['127.0.0.1', '::1'];
  for (const address of hosts) {
    const code = await refusal(wanted, address);
    const wayOut = `start with ${setting}=${other} npm start.`;
    if (code === 'EADDRINUSE') return `Port ${wanted} is in use. Stop what uses it, or ${wayOut}`;
    if (code === 'EACCES') return `Port ${wanted} is not open to this user. Use one above 1023: ${wayOut}`;
  }
  return null;
}

/** One line per door that cannot be opened, naming the port and the setting that moves it. */
export async function portProblems(env) {
  const problems = await Promise.all(DOORS.map((door) => problemOf(door, env)));
  return problems.filter((problem) => problem !== null);
}
