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
  'approval_voided',
]);
export type TimelineKind = z.infer<typeof TimelineKind>;

type ToldKind = Exclude<TimelineKind, 'approval_voided'>;

const SENTENCES: Record<ToldKind, Told> = {
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

const STAFF_SENTENCES: Record<TimelineKind, Told> = {
  started: { en: 'Application started', hi: 'आवेदन शुरू हुआ' },
  email_confirmed: { en: 'E-mail confirmed by code', hi: 'ई-मेल कोड से पक्का हुआ' },
  phone_confirmed: { en: 'Phone confirmed by code', hi: 'फ़ोन कोड से पक्का हुआ' },
  document_received: { en: 'Document received', hi: 'दस्तावेज़ मिला' },
  document_checked: { en: 'Document checked, clean', hi: 'दस्तावेज़ जाँचा, साफ़' },
  document_failed_check: { en: 'Document failed the technical check', hi: 'दस्तावेज़ तकनीकी जाँच में विफल' },
  submitted: { en: 'Submitted', hi: 'जमा हुआ' },
  resubmitted: { en: 'Resubmitted', hi: 'दोबारा जमा हुआ' },
  review_started: { en: 'Claimed for review', hi: 'समीक्षा के लिए लिया गया' },
  review_paused: { en: 'Returned to the queue', hi: 'क़तार में लौटा' },
  more_requested: { en: 'More requested', hi: 'और माँगा गया' },
  approved: { en: 'Approved', hi: 'स्वीकृत' },
  rejected: { en: 'Rejected', hi: 'अस्वीकृत' },
  withdrawn: { en: 'Withdrawn by the applicant', hi: 'आवेदक ने वापस लिया' },
  abandoned: { en: 'Closed: nobody went on with it', hi: 'बंद हुआ: किसी ने आगे नहीं बढ़ाया' },
  check_failed: { en: 'Outside register does not know what was given', hi: 'जो दिया गया उसे बाहरी रजिस्टर नहीं जानता' },
  approval_voided: {
    en: 'First approval counts no more; back in the queue',
    hi: 'पहली स्वीकृति अब मान्य नहीं; क़तार में लौटा',
  },
  asked_again: { en: 'Stored data did not open; asked for again', hi: 'रखा हुआ डेटा नहीं खुला; दोबारा माँगा गया' },
};

/** A line of the timeline; staff read who did what, customers what it means for them. */
export function timelineSentence(kind: TimelineKind, reader: 'customer' | 'staff', language: Language): string {
  return reader === 'staff' ? STAFF_SENTENCES[kind][language] : SENTENCES[toldKind(kind)][language];
}

/** What a customer may know it as: that somebody approved already, and another did not, is the bank’s own affair. */
export const toldKind = (kind: TimelineKind): ToldKind => (kind === 'approval_voided' ? 'review_paused' : kind);

export const TimelineEntry = z.strictObject({
  id: z.string(),
  kind: TimelineKind,
  at: z.iso.datetime(),
  text: z.string(),
  /** Whose doing it was; staff names are for staff only. */
  by: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
