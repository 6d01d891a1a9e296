import { AUDITED, type AuditedTable } from './audited-tables.ts';

const literals = (columns: readonly string[]) => `{${columns.join(',')}}`;

/** The constraint triggers of one table, by name. They look at the commit, when the record must be there. */
function triggersOf(table: string, { ignores = [], only, inserts, deletes = true }: AuditedTable): [string, string][] {
  const how = only === undefined ? `'ignores', '${literals(ignores)}'` : `'only', '${literals(only)}'`;
  const deferred = (name: string, event: string, when = '') =>
    `create constraint trigger ${name} after ${event} on ${table} deferrable initially deferred
       for each row ${when} execute function require_audit(${how})`;
  const triggers: [string, string][] = [
    [
      `${table}_audited`,
      // An update that changes nothing is not even queued.
      deferred(`${table}_audited`, 'update', 'when (old.* is distinct from new.*)'),
    ],
  ];
  if (inserts !== 'false') {
    const when = inserts === undefined ? '' : `when (${inserts})`;
    triggers.push([`${table}_audited_new`, deferred(`${table}_audited_new`, 'insert', when)]);
  }
  if (deletes) triggers.push([`${table}_audited_gone`, deferred(`${table}_audited_gone`, 'delete')]);
  return triggers;
}

/** What each trigger's comment holds tells whether it is the one of this release: others are made anew. */
function ensure(table: string, [name, definition]: [string, string]): string {
  const said = definition.replaceAll(/\s+/g, ' ').replaceAll("'", "''");
  return `
    if not exists (select from pg_trigger where tgrelid = '${table}'::regclass and tgname = '${name}'
        and tgenabled = 'O' and obj_description(oid, 'pg_trigger') = '${said}') then
      drop trigger if exists ${name} on ${table};
      ${definition};
      comment on trigger ${name} on ${table} is '${said}';
    end if;`;
}

/** Makes every audited table refuse unattributed writes; run after each migration, so that no table is left out. */
export function auditGuard(): string {
  const statements = Object.entries(AUDITED).flatMap(([table, how]) =>
    triggersOf(table, how).map((trigger) => ensure(table, trigger)),
  );
  return `do $guard$ begin ${statements.join('')} end $guard$;`;
}
