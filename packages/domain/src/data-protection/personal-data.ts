import { z } from 'zod';
import { ApplicationStatus } from '../application/status.ts';
import { DocumentReading } from '../kyc-documents/index.ts';
import type { Language } from '../shared/index.ts';
import { EraseRefusal } from './customers.ts';
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

/** What the copy leaves out, said in it: GDPR articles 15(4) and 23(1)(d), and 31 USC 5318(g)(2) on telling of suspicion. */
export const NOT_INCLUDED: Readonly<Record<Language, string>> = {
  en: 'Left out: how we judge risk, our colleagues’ own notes, the pictures of your documents (ask us for them), and the wording of messages that you already have.',
  hi: 'शामिल नहीं: जोखिम की हमारी जाँच, हमारे कर्मचारियों की अपनी टिप्पणियाँ, आपके दस्तावेज़ों के चित्र (हमसे माँगें), और उन संदेशों के शब्द जो आपको मिल चुके हैं।',
};

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
    erasureDeclinedAt: Moment.nullable(),
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
  notIncluded: z.string(),
});
export type PersonalData = z.infer<typeof PersonalData>;

export const AskErasureInput = z.strictObject({ isWanted: z.boolean({ error: 'REQUIRED' }) });
export type AskErasureInput = z.infer<typeof AskErasureInput>;
/** Whether the person asked to be forgotten; staff decide, for law may want some of it kept. */
export const ErasureWish = z.strictObject({
  askedAt: Moment.nullable(),
  /** By when the bank answers what was asked. */
  answerBy: Moment.nullable(),
  /** The answer to an earlier wish, where it was no. */
  declined: z.strictObject({ at: Moment, reason: EraseRefusal }).nullable(),
});
export type ErasureWish = z.infer<typeof ErasureWish>;
