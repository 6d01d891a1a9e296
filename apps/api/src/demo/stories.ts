import type { Applicant, ApplicantName } from './applicants.ts';
import { billOf, type Flaws, licenseOf, passportOf, statementOf } from './papers.ts';
import type { Story } from './story.ts';

interface Telling {
  readonly applicant: Applicant;
  readonly present: Date;
  /** Registers the person, so many hours ago. */
  readonly begin: (startedAgo: number) => Promise<Story>;
}

interface Handover {
  readonly submittedAgo: number;
  readonly license?: Flaws;
  readonly bill?: Flaws;
}

/** From registration to submission in under an hour, as most people do it. */
async function apply(
  { applicant, present, begin }: Telling,
  { submittedAgo, license = {}, bill = {} }: Handover,
): Promise<Story> {
  const story = await begin(submittedAgo + 0.7);
  await story.confirmPhone(submittedAgo + 0.66);
  await story.giveDetails(submittedAgo + 0.6);
  await story.send(submittedAgo + 0.4, await licenseOf(applicant, present, license));
  await story.send(submittedAgo + 0.2, await billOf(applicant, present, bill));
  await story.submit(submittedAgo);
  return story;
}

const UNREADABLE = { requirement: 'proof_of_address', code: 'DOCUMENT_UNREADABLE' } as const;

/** One applicant in each state a reviewer or a customer can meet. */
export const STORIES: Record<ApplicantName, (telling: Telling) => Promise<unknown>> = {
  // Not submitted: only begun, and half-way.
  async nadia({ begin }) {
    const story = await begin(20);
    await story.draftName(19.9);
  },
  async caleb({ applicant, present, begin }) {
    const story = await begin(44);
    await story.confirmPhone(43.9);
    await story.giveDetails(43.7);
    const [front] = await licenseOf(applicant, present, {});
    await story.send(43.5, front ? [front] : []);
  },

  // Waiting: late, nearly due, with a bill from another street, and for the second time.
  yuki: (telling) => apply(telling, { submittedAgo: 31 }),
  omar: (telling) => apply(telling, { submittedAgo: 22.6 }),
  rosalind: (telling) =>
    apply(telling, { submittedAgo: 5, bill: { otherAddress: ['4120 Kettle Creek Way', 'Longmont, CO 80501'] } }),
  async matteo(telling) {
    const story = await apply(telling, { submittedAgo: 52, bill: { isBlurred: true } });
    const review = await story.review(47, 'reviewer');
    await review.askAgain([UNREADABLE]);
    await story.send(3.2, await billOf(telling.applicant, telling.present, {}));
    await story.submit(3);
  },

  // On a colleague's desk this minute.
  async priya(telling) {
    const story = await apply(telling, { submittedAgo: 9 });
    const review = await story.review(2 / 60, 'admin2');
    await review.accept(['identity', 'address']);
  },

  // Approved once; waits for a second person.
  async josiah({ applicant, present, begin }) {
    const story = await begin(100);
    await story.confirmPhone(99.9);
    await story.giveDetails(99.8);
    await story.send(99.6, await passportOf(applicant, present));
    await story.send(99.4, await statementOf(applicant, present));
    await story.submit(99.3);
    const review = await story.review(80, 'reviewer');
    await review.escalate();
  },

  // Asked again.
  async hannah(telling) {
    const story = await apply(telling, { submittedAgo: 26, bill: { isBlurred: true } });
    const review = await story.review(21, 'reviewer');
    await review.accept(['identity', 'address', 'ssn', 'photo_id']);
    await review.askAgain([{ ...UNREADABLE, note: 'Out of focus and dark; name and date cannot be made out.' }]);
  },
  async victor(telling) {
    const story = await apply(telling, { submittedAgo: 30, license: { expiredDays: 23 } });
    const review = await story.review(27, 'admin');
    await review.askAgain([{ requirement: 'photo_id', code: 'DOCUMENT_EXPIRED' }]);
  },

  // Decided.
  async eleni(telling) {
    const story = await apply(telling, { submittedAgo: 75 });
    const review = await story.review(71, 'reviewer');
    await review.accept(['identity', 'address', 'ssn', 'photo_id', 'proof_of_address']);
    await review.approve();
  },
  async anika(telling) {
    const story = await apply(telling, { submittedAgo: 60, license: { isAltered: true } });
    const review = await story.review(54, 'reviewer');
    await review.reject([
      {
        requirement: 'photo_id',
        code: 'DOCUMENT_TAMPERED',
        note: 'The birth date is pasted over: other typeface, white patch.',
      },
    ]);
  },
  async desmond(telling) {
    const story = await apply(telling, { submittedAgo: 49 });
    await story.withdraw(40);
  },
};
