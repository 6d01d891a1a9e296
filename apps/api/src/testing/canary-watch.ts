import type { Canary, CanaryKind } from './canary-numbers.ts';
import type { Planted } from './canary-people.ts';

/** One text that left the bank, or lies in it. */
interface Sighting {
  /** `auth.login`, `GET /api/profile/`, `public.session.ip`, `log`. */
  readonly place: string;
  readonly caller?: string;
  /** The applicant who asked. */
  readonly own?: number | undefined;
  readonly text: string;
}

/** Who may see what whole, and where. */
interface Allowance {
  readonly name: string;
  readonly places: readonly string[];
  readonly kinds: readonly CanaryKind[];
  /** `own`: the asker's; `shown`: of the person whose case the answer names, to these members of staff. */
  readonly whose: 'own' | 'anyone' | { readonly shownTo: readonly string[] };
}

const HOME = ['addressLine', 'birthDate'] as const;
const FORMS = ['requirements.list', 'requirements.put', 'requirements.form', 'GET /api/kyc/requirements/'];
const PROFILE = ['profile.get', 'profile.update', 'application.overview', 'GET /api/profile/'];
const CASE = ['review.case', 'review.claim', 'review.judge', 'GET /api/kyc/{id}/'];

/** Everything that is not on this list is a leak; what nobody uses of it fails the test as well. */
export const ALLOWANCES: readonly Allowance[] = [
  { name: 'an applicant’s own address and birth date', places: [...FORMS, ...PROFILE], kinds: HOME, whose: 'own' },
  {
    name: 'a company’s own address and public registration numbers, in its own form',
    places: ['requirements.form'],
    kinds: ['businessLine', 'registrationNumber', 'gstin'],
    whose: 'own',
  },
  {
    name: 'all that an applicant gave, in the copy they asked for',
    places: ['privacy.export'],
    kinds: [
      ...HOME,
      ...(['ssn', 'itin', 'passport', 'aadhaar', 'pan', 'accountNumber', 'documentNumber'] as const),
      ...(['businessLine', 'registrationNumber', 'gstin', 'ownerNumber', 'controlNumber'] as const),
    ],
    whose: 'own',
  },
  {
    name: 'address and birth date, for the holder of the case and second approvers',
    places: CASE,
    kinds: HOME,
    whose: { shownTo: ['lease holder', 'admin'] },
  },
  {
    name: 'the same of the case that one is handed',
    places: ['review.next'],
    kinds: HOME,
    whose: { shownTo: ['lease holder', 'colleague', 'admin'] },
  },
  {
    name: 'the revealed number',
    places: ['customers.reveal'],
    kinds: ['ssn'],
    whose: { shownTo: ['lease holder', 'admin'] },
  },
  {
    name: 'birth dates in the table of customers, by which staff search',
    places: ['public.customer.date_of_birth'],
    kinds: ['birthDate'],
    whose: 'anyone',
  },
];

const isShown = ({ applicationId }: Planted, text: string) => text.includes(applicationId);

function permits(
  { places, kinds, whose }: Allowance,
  sighting: Sighting,
  { canary, owner }: { canary: Canary; owner: Planted | undefined },
): boolean {
  if (!places.includes(sighting.place) || !kinds.includes(canary.kind)) return false;
  if (whose === 'anyone') return true;
  if (whose === 'own') return sighting.own === canary.owner;
  const isAbout = sighting.place === 'customers.reveal' ? canary.owner === 0 : owner && isShown(owner, sighting.text);
  return isAbout === true && whose.shownTo.includes(sighting.caller ?? '');
}

/** Collects what is found where nothing may be, as `kind of person at place to caller`. */
export function canaryWatch(search: (text: string) => Canary[], planted: readonly Planted[]) {
  const leaks = new Set<string>();
  const used = new Set<string>();
  return {
    used,
    /** What was found since it was last asked. */
    leaks(): string[] {
      const found = [...leaks];
      leaks.clear();
      return found;
    },
    look(sighting: Sighting): void {
      for (const canary of search(sighting.text)) {
        const owner = planted[canary.owner];
        const allowance = ALLOWANCES.find((candidate) => permits(candidate, sighting, { canary, owner }));
        if (allowance) used.add(allowance.name);
        else leaks.add(`${canary.kind} of ${canary.owner} in ${sighting.place} to ${sighting.caller ?? 'nobody'}`);
      }
    },
  };
}
