import { Migration20261121090000People } from './migration-20261121090000-people.ts';
import { Migration20261121091000Applications } from './migration-20261121091000-applications.ts';
import { Migration20261121092000Oversight } from './migration-20261121092000-oversight.ts';
import { Migration20261121093000Invariants } from './migration-20261121093000-invariants.ts';
import { Migration20261121130000Identity } from './migration-20261121130000-identity.ts';
import { Migration20261121160000IdentityMended } from './migration-20261121160000-identity-mended.ts';
import { Migration20261121170000Retention } from './migration-20261121170000-retention.ts';
import { Migration20261121170000Evidence } from './migration-20261121170000-evidence.ts';
import { Migration20261121200000ReviewDesk } from './migration-20261121200000-review-desk.ts';
import { Migration20261121201000Risk } from './migration-20261121201000-risk.ts';
import { Migration20261121202000Readings } from './migration-20261121202000-readings.ts';
import { Migration20261121204000Queue } from './migration-20261121204000-queue.ts';
import { Migration20261121203000DeskPeople } from './migration-20261121203000-desk-people.ts';
import { Migration20261121212000Access } from './migration-20261121212000-access.ts';
import { Migration20261121213000Messages } from './migration-20261121213000-messages.ts';
import { Migration20261121211000AuditGuard } from './migration-20261121211000-audit-guard.ts';
import { Migration20261121215000Reports } from './migration-20261121215000-reports.ts';
import { Migration20261121215100ReportsPast } from './migration-20261121215100-reports-past.ts';
import { Migration20261121210000Seal } from './migration-20261121210000-seal.ts';
import { Migration20261121214000AuditSearch } from './migration-20261121214000-audit-search.ts';
import { Migration20261122021000Recovery } from './migration-20261122021000-recovery.ts';
import { Migration20261122023000DocumentsKept } from './migration-20261122023000-documents-kept.ts';
import { Migration20261122024000ErasureAnswers } from './migration-20261122024000-erasure-answers.ts';
import { Migration20261122025000FourEyes } from './migration-20261122025000-four-eyes.ts';
import { Migration20261122026000BranchNews } from './migration-20261122026000-branch-news.ts';
import { Migration20261122027000ToldOfWork } from './migration-20261122027000-told-of-work.ts';
import { Migration20261122028000Watching } from './migration-20261122028000-watching.ts';
import { Migration20261122030000OfOnePerson } from './migration-20261122030000-of-one-person.ts';
import { Migration20261122043000ApplicantNames } from './migration-20261122043000-applicant-names.ts';
import { Migration20261122044000ReopenedEvents } from './migration-20261122044000-reopened-events.ts';
import { Migration20261122120000FailuresOfAddress } from './migration-20261122120000-failures-of-address.ts';
import { Migration20261122121000SignalsOfCases } from './migration-20261122121000-signals-of-cases.ts';

/** In order; a migration that has run is never edited. */
export const migrationsList = [
  { name: 'Migration20261121090000People', class: Migration20261121090000People },
  { name: 'Migration20261121091000Applications', class: Migration20261121091000Applications },
  { name: 'Migration20261121092000Oversight', class: Migration20261121092000Oversight },
  { name: 'Migration20261121093000Invariants', class: Migration20261121093000Invariants },
  { name: 'Migration20261121130000Identity', class: Migration20261121130000Identity },
  { name: 'Migration20261121160000IdentityMended', class: Migration20261121160000IdentityMended },
  { name: 'Migration20261121170000Retention', class: Migration20261121170000Retention },
  { name: 'Migration20261121170000Evidence', class: Migration20261121170000Evidence },
  { name: 'Migration20261121200000ReviewDesk', class: Migration20261121200000ReviewDesk },
  { name: 'Migration20261121201000Risk', class: Migration20261121201000Risk },
  { name: 'Migration20261121202000Readings', class: Migration20261121202000Readings },
  { name: 'Migration20261121203000DeskPeople', class: Migration20261121203000DeskPeople },
  { name: 'Migration20261121210000Seal', class: Migration20261121210000Seal },
  { name: 'Migration20261121204000Queue', class: Migration20261121204000Queue },
  { name: 'Migration20261121211000AuditGuard', class: Migration20261121211000AuditGuard },
  { name: 'Migration20261121212000Access', class: Migration20261121212000Access },
  { name: 'Migration20261121213000Messages', class: Migration20261121213000Messages },
  { name: 'Migration20261121214000AuditSearch', class: Migration20261121214000AuditSearch },
  { name: 'Migration20261121215000Reports', class: Migration20261121215000Reports },
  { name: 'Migration20261121215100ReportsPast', class: Migration20261121215100ReportsPast },
  { name: 'Migration20261122021000Recovery', class: Migration20261122021000Recovery },
  { name: 'Migration20261122023000DocumentsKept', class: Migration20261122023000DocumentsKept },
  { name: 'Migration20261122024000ErasureAnswers', class: Migration20261122024000ErasureAnswers },
  { name: 'Migration20261122025000FourEyes', class: Migration20261122025000FourEyes },
  { name: 'Migration20261122026000BranchNews', class: Migration20261122026000BranchNews },
  { name: 'Migration20261122027000ToldOfWork', class: Migration20261122027000ToldOfWork },
  { name: 'Migration20261122028000Watching', class: Migration20261122028000Watching },
  { name: 'Migration20261122030000OfOnePerson', class: Migration20261122030000OfOnePerson },
  { name: 'Migration20261122043000ApplicantNames', class: Migration20261122043000ApplicantNames },
  { name: 'Migration20261122044000ReopenedEvents', class: Migration20261122044000ReopenedEvents },
  { name: 'Migration20261122120000FailuresOfAddress', class: Migration20261122120000FailuresOfAddress },
  { name: 'Migration20261122121000SignalsOfCases', class: Migration20261122121000SignalsOfCases },
];

/** What `schema_migration` holds once a database is at the newest schema. */
export const MIGRATION_NAMES: readonly string[] = migrationsList.map(({ name }) => name);
