import { z } from 'zod';
import { ApplicationStatus } from '../application/status.ts';
import { DocumentReading } from '../kyc-documents/index.ts';
import { DataLook } from './reveal.ts';

const Moment = z.iso.datetime();

/** The person's own answer of one row, whole: they have just proved to be themself. Null where it cannot be read. */
const GivenData = z.record(z.string(), z.json());

const HeldDocument = z.strictObject({
  requirement: z.string(),
  documentType: z.string(),
  side: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string(),
  issuedOn: z.iso.date().nullable(),
  expiresOn: z.iso.date().nullable(),
  fileName: z.string().nullable(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string().nullable(),
  status: z.string(),
  uploadedAt: Moment,
  fileRemovedAt: Moment.nullable(),
  /** Found in the document's own text, as it is printed there. */
  whatWeRead: DocumentReading.nullable(),
});

const HeldApplication = z.strictObject({
  id: z.string(),
  status: ApplicationStatus,
  policy: z.string(),
  consentVersion: z.string().nullable(),
  consentAt: Moment.nullable(),
  createdAt: Moment,
  submittedAt: Moment.nullable(),
  decidedAt: Moment.nullable(),
  drafts: z.record(z.string(), z.record(z.string(), z.string())),
  documents: z.array(HeldDocument),
  checks: z.array(
    z.strictObject({ kind: z.string(), requirement: z.string(), requestedAt: Moment, finishedAt: Moment.nullable() }),
  ),
  timeline: z.array(z.strictObject({ at: Moment, text: z.string() })),
  /** In the words that the person was told. */
  decisions: z.array(z.strictObject({ kind: z.string(), at: Moment, reasons: z.array(z.string()) })),
});

/** Everything held about one person (GDPR articles 15 and 20, DPDP section 11), in one JSON document. */
export const PersonalData = z.strictObject({
  format: z.literal('ostiary/personal-data/v1'),
  madeAt: Moment,
  account: z.strictObject({
    customerNumber: z.string(),
    username: z.string(),
    email: z.string(),
    emailConfirmedAt: Moment.nullable(),
    phoneNumber: z.string().nullable(),
    phoneConfirmedAt: Moment.nullable(),
    language: z.string(),
    country: z.string(),
    applicantKind: z.string(),
    createdAt: Moment,
    erasureAskedAt: Moment.nullable(),
  }),
  identity: z.strictObject({
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    dateOfBirth: z.string().nullable(),
  }),
  given: GivenData,
  applications: z.array(HeldApplication),
  sessions: z.array(
    z.strictObject({
      startedAt: Moment,
      endedAt: Moment.nullable(),
      endedBecause: z.string().nullable(),
      address: z.string().nullable(),
      device: z.string().nullable(),
    }),
  ),
  signIns: z.array(
    z.strictObject({
      at: Moment,
      outcome: z.string(),
      address: z.string(),
      device: z.string(),
      isNewDevice: z.boolean(),
    }),
  ),
  knownDevices: z.array(
    z.strictObject({ firstSeenAt: Moment, lastSeenAt: Moment, address: z.string().nullable(), device: z.string() }),
  ),
  messages: z.array(z.strictObject({ channel: z.string(), about: z.string(), at: Moment })),
  looks: z.array(DataLook),
});
export type PersonalData = z.infer<typeof PersonalData>;

export const AskErasureInput = z.strictObject({ isWanted: z.boolean({ error: 'REQUIRED' }) });
export type AskErasureInput = z.infer<typeof AskErasureInput>;
/** Whether the person asked to be forgotten; staff decide, for law may want some of it kept. */
export const ErasureWish = z.strictObject({ askedAt: z.iso.datetime().nullable() });
export type ErasureWish = z.infer<typeof ErasureWish>;
