import { blindIndexes } from '@ostiary/domain/crypto';
import { IDENTIFIER_CODES, type RequirementCode } from '@ostiary/domain/requirements';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { type Identifier, scopeOf } from '../requirements/given.service.ts';
import { givenIdentifiers } from '../requirements/identifiers.service.ts';

type Searching = Pick<Context, 'em' | 'deps'>;
type Given = Pick<CaseFile, 'customer' | 'data'>;

/** What does not open has been reported; the index that is stored of it is searched all the same. */
function openedIdentifiers(file: Given, vault: Vault): Identifier[] {
  return IDENTIFIER_CODES.flatMap((code) => {
    try {
      return givenIdentifiers(file, vault, code);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'CORRUPTED_DATA') return [];
      throw error;
    }
  });
}

/** Every index that an equal value may have been stored under. With one key that is the stored one: nothing is opened. */
function otherIndexes({ deps }: Searching, file: Given, vault: Vault): { kind: string; index: string }[] {
  const ring = deps.keys.blindIndex;
  if (ring.versions().length === 1) return [];
  return openedIdentifiers(file, vault).flatMap(({ kind, value }) =>
    blindIndexes(ring, scopeOf(kind), value).map((index) => ({ kind, index: index.toString('hex') })),
  );
}

/** Who gave the number of a row too. */
export interface SameNumber {
  readonly code: RequirementCode;
  readonly customerId: UserId;
}

/** A number that everybody types has more holders than anybody looks at. */
const MOST = 200;

/**
 * Rows whose number another customer gave too, in whatever row: an owner's PAN and an applicant's are one number. Looks
 * under every key of the ring, so that nobody is missed while the indexes are renewed. The kinds are spelled out because
 * the database's index begins with them.
 */
export async function findSame(ctx: Searching, file: Given, vault: Vault): Promise<SameNumber[]> {
  const { id } = file.customer;
  return ctx.em.execute<SameNumber[]>(
    `with own as (
       select kind, value_index from identifier_index where customer_id = ?
       union
       select kind, decode(index, 'hex') from jsonb_to_recordset(?::jsonb) as other(kind text, index text)
     )
     select distinct split_part(own.kind, ':', 1) as code, other.customer_id as "customerId"
     from own
     cross join lateral (select regexp_replace(own.kind, '^[^:]*:', '') as number_kind) n
     join identifier_index other on other.kind in (own.kind, n.number_kind, 'tax_id_alternative:' || n.number_kind,
           'owners:' || n.number_kind, 'control_person:' || n.number_kind)
         and other.value_index = own.value_index and other.customer_id <> ?
     limit ?`,
    [id, JSON.stringify(otherIndexes(ctx, file, vault)), id, MOST],
  );
}
