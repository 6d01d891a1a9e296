import type { ApplicationOverview } from '@ostiary/domain/application';
import type { FormContent } from '@ostiary/domain/requirements';

type Row = ApplicationOverview['rows'][number];

const titles: Record<string, [Row['kind'], string]> = {
  email: ['contact', 'E-mail'],
  phone: ['contact', 'Phone'],
  identity: ['data', 'Your name and date of birth'],
  address: ['data', 'Home address'],
  ssn: ['data', 'Social Security number'],
  photo_id: ['document', 'Photo id'],
  proof_of_address: ['document', 'Proof of address'],
  consent: ['consent', 'Your consent'],
};

export const refusal = {
  code: 'DOCUMENT_UNREADABLE',
  message: 'We could not read it.',
  nextStep: 'Take the photo in daylight.',
};

const both: ('FRONT' | 'BACK')[] = ['FRONT', 'BACK'];

function accepts(code: string): NonNullable<Row['accepts']> {
  return code === 'photo_id'
    ? [
        { type: 'DRIVER_LICENSE', sides: both },
        { type: 'GOVERNMENT_ID', sides: both },
        { type: 'PASSPORT', sides: ['FRONT'] },
      ]
    : [
        { type: 'UTILITY_BILL', sides: ['FRONT'] },
        { type: 'BANK_STATEMENT', sides: ['FRONT'] },
      ];
}

/** One row of any list, given unless said otherwise. */
export function rowOf(code: Row['code'], changed: Partial<Row> = {}): Row {
  const [kind, title] = titles[code] ?? ['data', code];
  return {
    code,
    kind,
    title,
    reason: `Why ${title}`,
    state: 'submitted',
    summary: null,
    isOpen: true,
    isChecking: false,
    alternative: null,
    accepts: kind === 'document' ? accepts(code) : null,
    maxAgeDays: null,
    ...changed,
  };
}

/** Rows of the US list, all given unless said otherwise. */
export function rows(changed: Partial<Record<Row['code'], Partial<Row>>> = {}): Row[] {
  return Object.keys(titles).map((name) => {
    const code = name as Row['code']; // the keys of `titles` are requirement codes
    return rowOf(code, changed[code]);
  });
}

/** What stands in the forms: nothing, unless said otherwise. */
export function formContent(rows: FormContent['rows'] = {}, changed: Partial<FormContent> = {}): FormContent {
  return { rows, country: 'US', ownerThreshold: null, consentVersion: '2026-11', savedAt: null, ...changed };
}

/** An overview as plain JSON: complete, and not yet sent, unless said otherwise. */
export function overview(changed: Partial<Omit<ApplicationOverview, 'id'>> = {}) {
  return {
    id: '0197f3a0-0000-7000-8000-000000000001',
    customerNumber: 'CUST4820193756',
    country: 'US',
    applicantKind: 'individual' as const,
    status: 'INCOMPLETE' as const,
    kycStatus: 'PENDING' as const,
    completion: 100,
    rows: rows(),
    receivedAt: {},
    nextAction: 'submit' as const,
    isChecking: false,
    canWithdraw: true,
    canStartAgain: false,
    canTransact: false,
    submittedAt: null,
    decidedAt: null,
    reasons: [],
    timeline: [
      { id: '1', kind: 'started' as const, at: '2026-11-20T09:00:00Z', text: 'You started your application', by: null },
    ],
    waiting: null,
    ...changed,
  };
}
