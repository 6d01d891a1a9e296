import { z } from 'zod';
import type { Language, Told } from '../shared/index.ts';

/** What the customer and the reviewer may both read; the audit log is not theirs to read. */
export const TimelineKind = z.enum([
  'started',
  'email_confirmed',
  'phone_confirmed',
  'document_received',
  'document_checked',
  'document_failed_check',
  'submitted',
  'resubmitted',
  'review_started',
  'review_paused',
  'more_requested',
  'approved',
  'rejected',
  'withdrawn',
  'abandoned',
  'asked_again',
  'check_failed',
]);
export type TimelineKind = z.infer<typeof TimelineKind>;

const SENTENCES: Record<TimelineKind, Told> = {
  started: { en: 'You started your application', hi: 'आपने अपना आवेदन शुरू किया' },
  email_confirmed: { en: 'You confirmed your e-mail', hi: 'आपने अपना ई-मेल पक्का किया' },
  phone_confirmed: { en: 'You confirmed your phone', hi: 'आपने अपना फ़ोन पक्का किया' },
  document_received: { en: 'We received a document', hi: 'हमें एक दस्तावेज़ मिला' },
  document_checked: { en: 'A document passed our technical check', hi: 'एक दस्तावेज़ हमारी तकनीकी जाँच में सही पाया गया' },
  document_failed_check: { en: 'We could not use a document', hi: 'हम एक दस्तावेज़ का उपयोग नहीं कर सके' },
  submitted: { en: 'You submitted your application', hi: 'आपने अपना आवेदन जमा किया' },
  resubmitted: { en: 'You sent your corrections', hi: 'आपने अपने सुधार भेजे' },
  review_started: { en: 'A reviewer opened your application', hi: 'एक समीक्षक ने आपका आवेदन खोला' },
  review_paused: { en: 'Your application went back to the queue', hi: 'आपका आवेदन क़तार में लौट गया' },
  more_requested: { en: 'We asked for something again', hi: 'हमने कुछ दोबारा माँगा' },
  approved: { en: 'Your application was approved', hi: 'आपका आवेदन स्वीकृत हुआ' },
  rejected: { en: 'Your application was declined', hi: 'आपका आवेदन अस्वीकार हुआ' },
  withdrawn: { en: 'You withdrew your application', hi: 'आपने अपना आवेदन वापस लिया' },
  abandoned: { en: 'We closed your unfinished application', hi: 'हमने आपका अधूरा आवेदन बंद किया' },
  check_failed: {
    en: 'A check with an outside register did not succeed',
    hi: 'बाहरी रजिस्टर की जाँच सफल नहीं हुई',
  },
  asked_again: {
    en: 'We could not read something stored earlier and ask for it again',
    hi: 'हम पहले रखी गई एक चीज़ पढ़ नहीं सके और उसे दोबारा माँगते हैं',
  },
};

const STAFF_SENTENCES: Record<TimelineKind, string> = {
  started: 'Application started',
  email_confirmed: 'E-mail confirmed by code',
  phone_confirmed: 'Phone confirmed by code',
  document_received: 'Document received',
  document_checked: 'Document checked, clean',
  document_failed_check: 'Document failed the technical check',
  submitted: 'Submitted',
  resubmitted: 'Resubmitted',
  review_started: 'Claimed for review',
  review_paused: 'Returned to the queue',
  more_requested: 'More requested',
  approved: 'Approved',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn by the applicant',
  abandoned: 'Closed: nobody went on with it',
  check_failed: 'Outside register does not know what was given',
  asked_again: 'Stored data did not open; asked for again',
};

export function timelineSentence(kind: TimelineKind, reader: 'customer' | 'staff', language: Language): string {
  return reader === 'staff' ? STAFF_SENTENCES[kind] : SENTENCES[kind][language];
}

export const TimelineEntry = z.strictObject({
  id: z.string(),
  kind: TimelineKind,
  at: z.iso.datetime(),
  text: z.string(),
  /** Whose doing it was; staff names are for staff only. */
  by: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
