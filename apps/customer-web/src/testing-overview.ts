import type { ApplicationOverview } from '@ostiary/domain/application';

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

/** Rows of the US list, all given unless said otherwise. */
export function rows(changed: Partial<Record<Row['code'], Partial<Row>>> = {}): Row[] {
  return Object.entries(titles).map(([code, [kind, title]]): Row => {
    const own: Partial<Row> = Object.entries(changed).find(([name]) => name === code)?.[1] ?? {};
    // The keys above are requirement codes.
    return {
      code: code as Row['code'],
      kind,
      title,
      reason: `Why ${title}`,
      state: 'submitted',
      summary: null,
      isOpen: true,
      ...own,
    };
  });
}

/** An overview as plain JSON: complete, and not yet sent, unless said otherwise. */
export function overview(changed: Partial<Omit<ApplicationOverview, 'id'>> = {}) {
  return {
    id: '0197f3a0-0000-7000-8000-000000000001',
    customerNumber: 'CUST4820193756',
    status: 'INCOMPLETE' as const,
    kycStatus: 'PENDING' as const,
    completion: 100,
    rows: rows(),
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
