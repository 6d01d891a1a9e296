import type { DocumentView } from '@ostiary/domain/kyc-documents';
import type { CaseRequirement, CaseView, QueueCounts, QueueItem } from '@ostiary/domain/review';

/** Invented people and papers for the tests of the desk. */
export const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const uuid = (end: number) => `0190a000-0000-7000-8000-${String(end).padStart(12, '0')}`;

export const caseId = uuid(1);
export const permissions = [
  'self.manage',
  'review.read',
  'review.claim',
  'review.decide',
  'review.note',
  'review.request-more',
  'documents.view',
];

// Brands exist at compile time only.
const branded = <Value>(value: unknown) => value as Value;
type Claimant = NonNullable<QueueItem['claimedBy']>;

export const reviewer = branded<Claimant>({ id: uuid(90), name: 'Meera Rao' });
export const colleague = branded<Claimant>({ id: uuid(91), name: 'Tomás Ruiz' });

export function aRow(part: Partial<CaseRequirement> & Pick<CaseRequirement, 'code' | 'title'>): CaseRequirement {
  return { kind: 'data', state: 'submitted', summary: null, isChecking: false, reason: null, judgedBy: null, ...part };
}

export function aDocument(part: Partial<Omit<DocumentView, 'id'>> & { id: number }): DocumentView {
  return branded<DocumentView>({
    requirement: 'proof_of_address',
    documentType: 'UTILITY_BILL',
    side: 'FRONT',
    documentNumber: '••••7881',
    fileName: 'bill.png',
    mediaType: 'image/png',
    sizeBytes: 40_000,
    status: 'PENDING',
    verificationStatus: 'PENDING',
    uploadDate: minutes(-900),
    issuedOn: null,
    expiresOn: null,
    refusal: null,
    ...part,
    id: uuid(part.id),
  });
}

export function anItem(part: Partial<Omit<QueueItem, 'id'>> & { id?: string } = {}): QueueItem {
  return branded<QueueItem>({
    id: caseId,
    customerId: 'CUST4820193756',
    name: 'Asha Verma',
    country: 'US',
    kind: 'individual',
    policy: 'US individual',
    branch: null,
    status: 'SUBMITTED',
    risk: 'MEDIUM',
    riskScore: 20,
    round: 1,
    submittedAt: minutes(-1000),
    dueAt: minutes(130),
    isLate: false,
    assignee: null,
    claimedBy: null,
    leaseExpiresAt: null,
    ...part,
  });
}

export const rows = {
  email: aRow({ code: 'email', title: 'E-mail', kind: 'contact', state: 'accepted' }),
  identity: aRow({ code: 'identity', title: 'Name and date of birth' }),
  photoId: aRow({ code: 'photo_id', title: 'Photo id', kind: 'document' }),
  address: aRow({ code: 'proof_of_address', title: 'Proof of address', kind: 'document' }),
};

/** A case that the reviewer holds, with one row left to judge and one refused or accepted as the test says. */
export function aCase(part: Partial<Omit<CaseView, 'id'>> = {}): CaseView {
  return branded<CaseView>({
    ...anItem({ status: 'IN_REVIEW', claimedBy: reviewer, leaseExpiresAt: minutes(14) }),
    version: 7,
    email: 'asha@example.com',
    phoneNumber: '+1 ••• ••• 0134',
    isMine: true,
    policy: { code: 'us-individual', version: 3, title: 'US individual' },
    requirements: [rows.email, rows.identity, rows.photoId, rows.address],
    data: [
      { requirement: 'identity', label: 'Name', value: 'Asha Verma' },
      { requirement: 'address', label: 'Address', value: '123 Main St, Springfield, IL 62701' },
      { requirement: 'ssn', label: 'SSN', value: '•••-••-6789' },
    ],
    documents: [aDocument({ id: 20, requirement: 'photo_id', documentType: 'PASSPORT' }), aDocument({ id: 21 })],
    signals: [{ code: 'DATA_MISMATCH', points: 20, facts: {}, text: 'Address on the bill differs from the one typed' }],
    assessment: { newest: null, history: [], override: null, pastOverrides: [] },
    alerts: [],
    lapses: 0,
    duplicates: [],
    earlier: [],
    comparison: [],
    notes: [],
    held: null,
    secondApproval: { needed: false, because: null, first: null, hasJudged: false },
    checks: [],
    timeline: [{ id: 't1', kind: 'submitted', at: minutes(-1000), text: 'Submitted', by: null }],
    decisions: [],
    ...part,
  });
}

export const counts: QueueCounts = {
  waiting: 3,
  mine: 1,
  inReview: 2,
  secondApproval: 0,
  actionRequired: 4,
  decided: 9,
  late: 1,
  more: [],
};

export const reasons = {
  count: 3,
  results: [
    {
      code: 'DOCUMENT_UNREADABLE',
      label: 'Unreadable',
      requirements: ['photo_id', 'proof_of_address'],
      isFinal: false,
      customerMessage: 'We could not read it.',
      nextStep: 'Send it again.',
    },
    {
      code: 'NAME_MISMATCH',
      label: 'Name differs from what was typed',
      requirements: ['identity', 'photo_id'],
      isFinal: false,
      customerMessage: 'The name differs.',
      nextStep: 'Correct it.',
    },
    {
      code: 'FRAUD_SUSPECTED',
      label: 'Fraud suspected',
      requirements: [],
      isFinal: true,
      customerMessage: 'We cannot open an account.',
      nextStep: 'Contact us.',
    },
  ],
};
