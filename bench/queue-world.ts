import { newDataKey, sealField, wrapDataKey } from '@ostiary/domain/crypto';
import { customerNumber } from '@ostiary/domain/identifiers';
import { Client } from 'pg';
import type { Keys } from '../apps/api/src/context.ts';
import { numberIndexes } from '../apps/api/src/features/keys/number-index.service.ts';

/** People whose number and document can be searched for. */
export const KNOWN = 100;
/** The most urgent cases, which somebody will open: their people need keys. */
const CLAIMABLE = 3_000;
export const REVIEWERS = 20;

const TABLES = ['app_user', 'user_role', 'customer', 'kyc_application', 'application_signal', 'kyc_document'];
const FIRST = `'{Aarav,Vivaan,Aditya,Ananya,Diya,Ishaan,Kavya,Meera,Rohan,Saanvi,James,Mary,Robert,Patricia,John,Jennifer,Michael,Linda,David,Elizabeth,William,Barbara,Richard,Susan,Joseph,Jessica,Thomas,Karen,Charles,Sarah,Daniel,Lisa,Matthew,Nancy,Anthony,Sandra,Mark,Ashley,Steven,Emily}'::text[]`;
const HEAD = `'{Ander,Baker,Carl,Dal,Ell,Fair,Grant,Hall,Iver,John,Kell,Lang,Mar,Nor,Oak,Park,Quin,Rich,Stan,Thorn,Under,Vander,West,York,Zimmer,Bhat,Chand,Desh,Gup,Iyen,Jay,Kap,Lal,Mal,Nair,Pat,Ran,Shar,Tri,Var}'::text[]`;
const TAIL = `'{son,ton,field,ford,ley,man,berg,stein,wood,worth,by,gate,land,more,ridge,shaw,smith,stone,well,win,ari,dev,esh,gar,iya,kar,ma,nath,pal,rao,sen,ta,vala,want,yan,baum,feld,holm,dahl,nova,itz,ovic,escu,akis,ides,enko,chuk,sky,ros,mann}'::text[]`;

/** How old each is, as a share of three years, and where chance stands for it; both the same in every run. */
const FATE = `
  create unlogged table fate as
  select n, uuidv7(at - now()) as person, uuidv7(at - now()) as id, at, age,
    hashint4(n) / 4294967296.0 + 0.5 as r, hashint4(n + 7777777) / 4294967296.0 + 0.5 as r2, hashint4(n + 99999999) / 4294967296.0 + 0.5 as r3
  from (select n, 1 - n::float / $1 as age, now() - interval '1 hour' - (1 - n::float / $1) * interval '1095 days' as at
    from generate_series(1, $1::integer) n) numbered`;

const STATUS = `case
  when n % greatest($1::integer / 40, 1) = 0 and age < 0.03 then 'IN_REVIEW'
  when age < 0.03 then case when r < 0.7 then 'SUBMITTED' when r < 0.75 then 'ACTION_REQUIRED'
    when r < 0.77 then 'PENDING_SECOND_APPROVAL' when r < 0.9 then 'INCOMPLETE' else 'APPROVED' end
  when r < 0.02 and age < 0.2 then 'ACTION_REQUIRED'
  when r < 0.06 then 'WITHDRAWN' when r < 0.16 then 'REJECTED' when r < 0.2 and age > 0.5 then 'EXPIRED' else 'APPROVED' end`;
/** Policies came one after the other: the newest is that of Indian businesses. */
const POLICY = `case when r2 < 0.6 then 'us-individual' when r2 < 0.7 then 'us-business' when r2 < 0.97 or age > 0.1 then 'in-individual' else 'in-business' end`;
const BAND = `case when age > 0.9 then 'UNASSESSED' when r3 < 0.72 then 'LOW' when r3 < 0.93 then 'MEDIUM' else 'HIGH' end`;
const SCORE = `case when age > 0.9 then null when r3 < 0.72 then (r * 29)::integer when r3 < 0.93 then 30 + (r * 39)::integer else 70 + (r * 30)::integer end`;
/** From one in ten to one in ten thousand; the last was introduced last month. */
const SIGNALS = `array_remove(array[case when r3 > 0.9 then 'CONTACT_NEW' end, case when r2 > 0.95 then 'DATA_MISMATCH' end,
  case when r between 0.5 and 0.51 then 'CHECK_MISMATCH' end, case when r between 0.6 and 0.601 then 'SSN_SHARED' end,
  case when r between 0.7 and 0.7001 then 'DUPLICATE_PERSON' end, case when age < 0.028 and r2 < 0.1 then 'VELOCITY' end], null)`;

const FILL = [
  `insert into branch (id, code, name, country, created_at)
   select gen_random_uuid(), 'BR-' || n, 'Branch ' || n, case when n % 3 = 0 then 'IN' else 'US' end, now() from generate_series(1, 40) n`,
  `insert into policy_version (id, code, version, body, published_at)
   select gen_random_uuid(), code, version + 1, body, now() from policy_version where version = 1
   on conflict (code, version) do nothing`,
  `insert into app_user (id, username, email, password_hash, display_name, created_at, updated_at)
   select gen_random_uuid(), 'reviewer' || n, 'reviewer' || n || '@staff.example.com', 'x', 'Reviewer ' || n, now(), now()
   from generate_series(1, ${REVIEWERS}) n`,
  `insert into user_role (id, user_id, role_id, assigned_at)
   select gen_random_uuid(), u.id, r.id, now() from app_user u cross join role r where r.name = 'KYC_REVIEWER'`,
  `create unlogged table desk as select id, row_number() over (order by username) - 1 as n from app_user`,
  `insert into app_user (id, username, email, phone_number, password_hash, email_confirmed_at, phone_confirmed_at, created_at, updated_at)
   select person, 'person' || n, 'person' || n || '@example.com', '+1' || (2000000000 + n), 'x', at, at, at, at from fate`,
  `insert into user_role (id, user_id, role_id, assigned_at)
   select gen_random_uuid(), f.person, r.id, f.at from fate f cross join role r where r.name = 'CUSTOMER'`,
  `insert into customer (id, customer_number, first_name, last_name, date_of_birth, country, created_at, updated_at)
   select person, 'CUST' || lpad(n::text, 9, '0') || '0', (${FIRST})[1 + (r * 39.99)::integer % 40],
     (${HEAD})[1 + (r2 * 39.99)::integer % 40] || (${TAIL})[1 + (r3 * 49.99)::integer % 50], date '1950-01-01' + (r * 20000)::integer,
     case when ${POLICY} like 'us%' then 'US' else 'IN' end, at, at from fate`,
];

const APPLICATIONS = `
  insert into kyc_application (id, customer_id, policy_version_id, status, risk_band, risk_score, risk_assessed_at, signal_codes,
    submitted_at, due_at, decided_at, claimed_by, claimed_at, lease_expires_at, assigned_to, assigned_by, assigned_at,
    branch_id, applicant_key, created_at, updated_at)
  select f.id, f.person, v.id, f.status, f.band, f.score, case when f.score is not null then f.at end, f.signals, handed_in,
    handed_in + case when f.policy like '%business' then interval '48 hours' else interval '20 days' end,
    case when f.status in ('APPROVED', 'REJECTED', 'EXPIRED') then f.at + interval '20 hours' end,
    holder.id, case when holder.id is not null then now() end, case when holder.id is not null then now() + interval '1 hour' end,
    wish.id, wish.id, case when wish.id is not null then now() end, b.id, c.name_key, f.at, f.at
  from (select *, ${STATUS} as status, ${POLICY} as policy, ${BAND} as band, ${SCORE} as score, ${SIGNALS} as signals,
      case when ${STATUS} = 'INCOMPLETE' or (${STATUS} = 'WITHDRAWN' and r2 < 0.5) then null else at + interval '30 minutes' end as handed_in from fate) f
  join customer c on c.id = f.person
  join policy_version v on v.code = f.policy and v.version = case when f.age > 0.4 then 1 else 2 end
  left join branch b on b.code = 'BR-' || (1 + floor(41 * f.r3 * f.r3))::integer and f.r2 < 0.93
  left join desk holder on f.status = 'IN_REVIEW' and holder.n = f.n / greatest($1::integer / 40, 1) % ${REVIEWERS}
  left join desk wish on f.status in ('SUBMITTED', 'ACTION_REQUIRED') and f.r3 > 0.85 and wish.n = f.n % ${REVIEWERS}
  order by f.n`;

const SIGNALS_OF = `
  insert into application_signal (application_id, code, status, due_at, submitted_at, risk_rank)
  select a.id, code, a.status, a.due_at, a.submitted_at, a.risk_rank
  from kyc_application a cross join unnest(a.signal_codes) code where a.submitted_at is not null`;

const DOCUMENTS = `
  insert into kyc_document (id, application_id, customer_id, requirement, document_type, side, status, number_encrypted, number_index,
    issuer, file_name_encrypted, media_type, size_bytes, file_hash, storage_key, wrapped_key, uploaded_at, updated_at)
  select gen_random_uuid(), id, person, 'proof_of_address', 'UTILITY_BILL', 'FRONT', 'PENDING', 'gAAAA' || repeat('x', 115),
    sha256(convert_to(n::text, 'UTF8')), 'US', 'gAAAA' || repeat('x', 95), 'image/jpeg', 200000, repeat('0', 64), md5(n::text)::uuid::text, '\\x00', at, at from fate`;

/** Every index that is no constraint, dropped while the tables fill and made again in one pass each. */
async function withoutIndexes(db: Client, fill: () => Promise<void>): Promise<void> {
  const { rows } = await db.query<{ name: string; definition: string }>(
    `select i.indexname as name, i.indexdef as definition from pg_indexes i where i.schemaname = 'public' and i.tablename = any ($1)
       and not exists (select from pg_constraint c where c.conname = i.indexname)`,
    [TABLES],
  );
  for (const { name } of rows) await db.query(`drop index ${name}`);
  await fill();
  for (const { definition } of rows) await db.query(definition);
}

export const documentNumber = (n: number) => `UB${400_000 + n}`;

/** Some people become findable, and the most urgent cases openable. */
async function makeKnown(db: Client, size: number, keys: Keys): Promise<void> {
  for (let at = 1; at <= KNOWN; at++) {
    const n = Math.floor((size / KNOWN) * at);
    const number = customerNumber(String(n).padStart(9, '0'));
    await db.query('update customer set customer_number = $2 where id = (select person from fate where n = $1)', [
      n,
      number,
    ]);
    const { current } = numberIndexes(keys, 'UTILITY_BILL', documentNumber(at));
    await db.query('update kyc_document set number_index = $2 where storage_key = md5($1)::uuid::text', [
      String(n),
      current,
    ]);
  }
  const { rows } = await db.query<{ customer_id: string }>(
    `select customer_id from kyc_application where status = 'SUBMITTED' order by due_at, submitted_at, id limit ${CLAIMABLE}`,
  );
  for (const { customer_id: id } of rows) await makeReadable(db, id, keys);
}

/** Gives a person a key and seals their document with it: one that does not open is taken for tampering. */
async function makeReadable(db: Client, id: string, keys: Keys): Promise<void> {
  const dataKey = newDataKey();
  const { kekVersion, wrapped } = wrapDataKey(keys.kek, id, dataKey);
  await db.query('insert into data_key (user_id, kek_version, wrapped, created_at) values ($1, $2, $3, now())', [
    id,
    kekVersion,
    wrapped,
  ]);
  const { rows } = await db.query<{ id: string }>('select id from kyc_document where customer_id = $1', [id]);
  for (const { id: rowId } of rows) {
    const seal = (column: string, text: string) =>
      sealField(dataKey, { table: 'kyc_document', column, rowId }, { text, now: new Date() });
    await db.query('update kyc_document set file_name_encrypted = $2, number_encrypted = $3 where id = $1', [
      rowId,
      seal('file_name_encrypted', 'bill.jpg'),
      seal('number_encrypted', documentNumber(0)),
    ]);
  }
}

/** Fills a migrated bank with so many applications of invented people, by plain SQL and without triggers. */
export async function fillBank(superuserUrl: string, size: number, keys: Keys): Promise<void> {
  const db = new Client({ connectionString: Object.assign(new URL(superuserUrl), { pathname: '/ostiary' }).href });
  await db.connect();
  try {
    await db.query(
      `set session_replication_role = replica; set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 2`,
    );
    await withoutIndexes(db, async () => {
      await db.query(FATE.replaceAll('$1', String(size)));
      for (const statement of [...FILL, APPLICATIONS, SIGNALS_OF, DOCUMENTS])
        await db.query(statement.replaceAll('$1', String(size)));
    });
    await makeKnown(db, size, keys);
    await db.query(
      'delete from queue_count; delete from queue_change; insert into queue_count (tab, n) select tab, count(*) from kyc_application group by tab',
    );
    await db.query('vacuum (analyze)');
    await db.query('checkpoint');
  } finally {
    await db.end();
  }
}
