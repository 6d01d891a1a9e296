import { describeSettings } from './env.ts';

const HEAD = `# Configuration

Settings are environment variables; a file \`.env\` in the folder the server starts from is read too. An empty value counts as unset. A value that cannot be used ends the start with a message that names its setting.

This page is made from \`apps/api/src/env.ts\`. After a change there: \`npm run configuration\`.

| setting | when unset | meaning |
|---|---|---|`;

const TAIL = `
## Secrets

With \`OSTIARY_ENV=local\` the five secrets (\`KEK_RING\`, \`BLIND_INDEX_KEYS\`, \`PASSWORD_PEPPER\`, \`JWT_KEYS\`, \`CHECKPOINT_KEY\`) are made once and kept in files of mode 0600 under \`DATA_DIR/keys\`, beside the passwords of the embedded database. Whoever loses \`KEK_RING\` loses every identifier and document that it protects: there is no other way in.

\`OSTIARY_ENV=production\` makes none. It refuses to start when one is missing, shorter than 32 bytes, not random, a sample value, or the same as another. A good one:

\`\`\`sh
node -p "crypto.randomBytes(32).toString('base64url')"
\`\`\`

\`PASSWORD_PEPPER\` and \`CHECKPOINT_KEY\` take it as it is; the others take \`1:\` before it. To change \`KEK_RING\` or \`BLIND_INDEX_KEYS\`, add an entry with a higher version, keep the old ones, and renew what they protect while the bank is open: [keys](keys.md). To rotate \`JWT_KEYS\`, put the new entry first and keep the old one for seven days, the longest life of a session: every entry verifies access and refresh tokens, the first signs them, and nobody is signed out. Removing an entry sooner ends the sessions whose refresh token it signed last.

## Where what is kept

| in \`DATA_DIR\` | what |
|---|---|
| \`postgres/\` | the embedded database; as root in a folder that the database's user cannot enter, it lies in \`/var/lib/ostiary-…\` instead |
| \`documents/\` | sealed documents |
| \`keys/\` | local secrets |
| \`checkpoints/\` | signed checkpoints of the audit record, unless \`CHECKPOINT_DIR\` names another place |
| \`server.log\`, \`postgres.log\` | local logs; neither holds what people typed |
`;

/** The whole of docs/configuration.md. */
export function configurationPage(): string {
  const rows = describeSettings().map(({ name, fallback, text }) => `| \`${name}\` | ${fallback} | ${text} |`);
  return [HEAD, ...rows, TAIL].join('\n');
}
