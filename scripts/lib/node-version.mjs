const [NEEDED_MAJOR, NEEDED_MINOR] = [20, 19];

/** Ends the process with one clear line when Node is too old to go on. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED_MAJOR || (major === NEEDED_MAJOR && minor >= NEEDED_MINOR)) return;
  console.error(`Ostiary needs Node ${NEEDED_MAJOR}.${NEEDED_MINOR} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
