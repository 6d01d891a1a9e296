import { execFileSync, spawnSync } from 'node:child_process';

/** Whom the database processes run as. Undefined `uid` and `gid` mean: as ourselves. */
export interface Account {
  uid?: number;
  gid?: number;
}

function idsOf(name: string): Account | null {
  const ask = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [ask('-u'), ask('-g')];
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createPostgresUser(): Account | null {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', 'postgres']],
  ];
  for (const [command, args] of attempts) {
    if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) return idsOf('postgres');
  }
  return null;
}

/**
 * PostgreSQL refuses to run as root, so root drops to `postgres` (created when missing, else `nobody`).
 *
 * @throws Error when root finds no account to drop to.
 */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const account = idsOf('postgres') ?? createPostgresUser() ?? idsOf('nobody');
  if (!account) throw new Error('PostgreSQL cannot run as root, and no user "postgres" could be created.');
  return account;
}

/** Whether the account may pass through `folder`: asked of the kernel, because mode bits alone do not tell (ACLs, mounts). */
export function canEnter(account: Account, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;
}

export function giveTo(account: Account, folder: string): void {
  if (account.uid !== undefined) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
}
