import { REQUIREMENT_TEXT } from '../requirements/catalogue.ts';
import type { RequirementCode } from '../requirements/code.ts';
import type { Told } from '../shared/index.ts';
import type { Policy, PolicyRequirement } from './policy.ts';
import { CHECK_WORDS, DOCUMENT_WORDS, listed, RISK_WORDS, SIDE_WORDS } from './words.ts';

const told = (say: (language: 'en' | 'hi') => string): Told => ({ en: say('en'), hi: say('hi') });

function both(words: readonly Told[]): Told {
  return told((language) => listed(words, language));
}

const quoted = (code: RequirementCode) => REQUIREMENT_TEXT[code].title;

/** What a part of a policy says, in words: the two sides of a change, and the rows of a version's page. */
export const SAYS = {
  nothing: { en: 'nothing', hi: 'कुछ नहीं' },
  text: (text: string): Told => ({ en: `“${text}”`, hi: `“${text}”` }),
  row: (code: RequirementCode): Told => quoted(code),
  hours: (hours: number): Told => ({ en: `${hours} h`, hi: `${hours} घंटे` }),
  percent: (percent: number | undefined): Told =>
    percent === undefined ? SAYS.nothing : { en: `${percent} %`, hi: `${percent} %` },
  days: (days: number | undefined): Told =>
    days === undefined ? { en: 'any age', hi: 'किसी भी तारीख़ के' } : { en: `${days} days`, hi: `${days} दिन` },
  bands: (bands: Policy['secondApprovalAt']): Told => both(bands.map((band) => RISK_WORDS[band])),
  asked: (bands: Policy['secondApprovalAt'] | undefined): Told =>
    bands === undefined ? { en: 'everyone', hi: 'सभी' } : SAYS.bands(bands),
  checks: (checks: Policy['checks']): Told => both(checks.map((check) => CHECK_WORDS[check])),
  accepts: (accepts: Extract<PolicyRequirement, { kind: 'document' }>['accepts']): Told =>
    both(
      accepts.map(({ type, sides }) =>
        told((language) => {
          const pages = listed(
            sides.map((side) => SIDE_WORDS[side]),
            language,
          );
          return `${DOCUMENT_WORDS[type][language]} (${pages})`;
        }),
      ),
    ),
  alternative: (code: RequirementCode | undefined): Told => (code === undefined ? SAYS.nothing : quoted(code)),
} as const;

const SUBJECTS = {
  title: { en: 'The title', hi: 'शीर्षक' },
  country: { en: 'The country', hi: 'देश' },
  applicantKind: { en: 'The kind of applicant', hi: 'आवेदक का प्रकार' },
  dueHours: { en: 'The time until a decision is due', hi: 'निर्णय की समय-सीमा' },
  ownerThresholdPercent: { en: 'The share from which an owner is identified', hi: 'मालिक की पहचान की न्यूनतम हिस्सेदारी' },
  secondApprovalAt: { en: 'The need for a second approval', hi: 'दूसरी स्वीकृति की ज़रूरत' },
  checks: { en: 'The outside checks', hi: 'बाहरी जाँचें' },
  kind: { en: 'The kind of row', hi: 'पंक्ति का प्रकार' },
  alternative: { en: 'What may be given in its place', hi: 'इसके बदले क्या दिया जा सकता है' },
  atRisk: { en: 'Who is asked', hi: 'किससे पूछा जाता है' },
  textVersion: { en: 'The version of the text', hi: 'पाठ का संस्करण' },
  accepts: { en: 'What is accepted', hi: 'क्या स्वीकार है' },
  maxAgeDays: { en: 'The greatest age of the document', hi: 'दस्तावेज़ की अधिकतम आयु' },
} as const satisfies Record<string, Told>;
export type Subject = keyof typeof SUBJECTS;

/** "Proof of address: the greatest age of the document was any age and is now 92 days." */
export function saysChanged(subject: Subject, code: RequirementCode | null, [from, to]: readonly [Told, Told]): Told {
  const { en, hi } = SUBJECTS[subject];
  const start =
    code === null
      ? { en, hi }
      : { en: `${quoted(code).en}: ${en.charAt(0).toLowerCase()}${en.slice(1)}`, hi: `${quoted(code).hi}: ${hi}` };
  return { en: `${start.en}: was ${from.en}, is now ${to.en}.`, hi: `${start.hi}: पहले ${from.hi}, अब ${to.hi}।` };
}

export function saysAdded(code: RequirementCode): Told {
  return { en: `${quoted(code).en} is asked for.`, hi: `${quoted(code).hi} अब माँगा जाता है।` };
}

export function saysRemoved(code: RequirementCode): Told {
  return { en: `${quoted(code).en} is no longer asked for.`, hi: `${quoted(code).hi} अब नहीं माँगा जाता।` };
}

/** `after` is the row that it follows now, null where it comes first. */
export function saysMoved(code: RequirementCode, after: RequirementCode | null): Told {
  if (after === null) return { en: `${quoted(code).en} comes first now.`, hi: `${quoted(code).hi} अब सबसे पहले आता है।` };
  return {
    en: `${quoted(code).en} comes after ${quoted(after).en} now.`,
    hi: `${quoted(code).hi} अब ${quoted(after).hi} के बाद आता है।`,
  };
}
