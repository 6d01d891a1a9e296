import { chance } from './chance.ts';
import type { Draft } from './draft.ts';
import { cardNumberOf, impossiblePhoneOf, passportNumberOf, withEnding } from './numbers.ts';
import { countryOf, type Fact, isBusiness, type Pack, type Plant } from './person.ts';

const INDIVIDUAL = ['same_tax_number', 'taken_document_number', 'ring', 'listed_name'] as const;
const REGISTERS = ['register_differs', 'register_knows_nothing'] as const;
const BUSINESS = ['same_company', 'ring', 'same_owner', 'listed_name', ...REGISTERS] as const;

const PLANTED: Readonly<Record<Pack, readonly Plant[]>> = {
  'us-individual': [...INDIVIDUAL, ...REGISTERS, 'impossible_phone', 'sample_ssn'],
  'in-individual': [...INDIVIDUAL, ...REGISTERS, 'impossible_phone', 'same_aadhaar'],
  'us-business': BUSINESS,
  'in-business': BUSINESS,
};

/** Numbers that everybody types as a sample; each is somebody's once, or they would be duplicates as well. */
const SAMPLES = ['123456789', '111111111', '222222222', '333333333', '444444444', '555555555', '777777777'];
const LISTED = 'Sandbox-Listed';
const RING_SIZE = 3;

/** What was planted so far, and who is there to be copied. */
interface Garden {
  readonly seed: number;
  /** Finished people without a plant, by pack. */
  readonly plain: Map<Pack, Draft[]>;
  readonly finished: Map<Pack, number>;
  /** Members so far in a country, and the first of the ring that is being filled. */
  readonly rings: Map<string, { readonly members: number; readonly first: Draft }>;
  samples: number;
}

type Change = Partial<Omit<Draft, 'facts' | 'id' | 'index' | 'cell'>>;
type Planting = (draft: Draft, garden: Garden) => { readonly change: Change; readonly fact: Fact } | null;

/** A photo id that was refused or withdrawn gives its number up. */
const GIVING_UP: readonly Draft['cell']['state'][] = ['REJECTED', 'WITHDRAWN', 'ACTION_REQUIRED'];
const keepsNumber = ({ cell: { state } }: Draft): boolean => !GIVING_UP.includes(state);

/** Copies something of a plain person of the same pack. */
function copying(
  plant: Plant,
  copy: (of: Draft, draft: Draft, seed: number) => Change,
  isFit: (of: Draft) => boolean = () => true,
): Planting {
  return (draft, { seed, plain }) => {
    const [first, ...others] = (plain.get(draft.cell.pack) ?? []).filter(isFit);
    if (!first) return null;
    const of = chance(`${seed} ${plant} ${draft.id}`).pick([first, ...others]);
    return { change: copy(of, draft, seed), fact: { plant, of: of.id } };
  };
}

/** An identity card shows the Aadhaar number itself: whoever shares that shows a passport. */
const ownPassport = ({ index, cell }: Draft, seed: number): Draft['photoId'] => ({
  type: 'PASSPORT',
  number: passportNumberOf({ seed, n: index }, countryOf(cell.pack)),
});

const ring: Planting = (draft, { rings }) => {
  const country = countryOf(draft.cell.pack);
  const members = rings.get(country)?.members ?? 0;
  const first = members % RING_SIZE === 0 ? draft : (rings.get(country)?.first ?? draft);
  rings.set(country, { members: members + 1, first });
  const name = `${country}-${Math.floor(members / RING_SIZE)}`;
  const change = { address: first.address, account: first.account };
  return { change, fact: { plant: 'ring', ring: name, device: `phone-${name}` } };
};

const listed: Planting = ({ owners }) => {
  const [first, ...others] = owners;
  const change = first ? { owners: [{ ...first, lastName: LISTED }, ...others] } : { lastName: LISTED };
  return { change, fact: { plant: 'listed_name' } };
};

function ownLicense({ index, cell }: Draft, seed: number, magic: '9409' | '9404'): Draft['photoId'] {
  const kind = countryOf(cell.pack) === 'US' ? 'W' : 'DL';
  return { type: 'DRIVER_LICENSE', number: withEnding(cardNumberOf({ seed, n: index }, kind), magic) };
}

const differs: Planting = (draft, { seed }) => {
  const fact = { plant: 'register_differs' } as const;
  const { pack } = draft.cell;
  if (isBusiness(pack))
    return { change: { account: { ...draft.account, number: withEnding(draft.account.number, '9409') } }, fact };
  if (pack === 'in-individual') return { change: { pan: withEnding(draft.pan, '9409') }, fact };
  return { change: { photoId: ownLicense(draft, seed, '9409') }, fact };
};

const unknown: Planting = (draft, { seed }) => ({
  change: { photoId: ownLicense(draft, seed, '9404'), certificate: withEnding(draft.certificate, '9404') },
  fact: { plant: 'register_knows_nothing' },
});

const sample: Planting = (_, garden) => {
  const number = SAMPLES[garden.samples];
  garden.samples += 1;
  return number === undefined ? null : { change: { taxId: { kind: 'ssn', number } }, fact: { plant: 'sample_ssn' } };
};

const PLANTINGS: Readonly<Record<Plant, Planting>> = {
  same_tax_number: copying('same_tax_number', ({ taxId, pan }) => ({ taxId, pan })),
  same_aadhaar: copying('same_aadhaar', ({ aadhaar }, draft, seed) => ({ aadhaar, photoId: ownPassport(draft, seed) })),
  same_company: copying('same_company', ({ company }) => ({ company })),
  same_owner: copying('same_owner', ({ owners: [theirs] }, { owners }) => {
    const [first, ...others] = owners;
    return theirs && first
      ? { owners: [{ ...theirs, key: first.key, sharePercent: first.sharePercent }, ...others] }
      : {};
  }),
  taken_document_number: copying('taken_document_number', () => ({}), keepsNumber),
  ring,
  listed_name: listed,
  register_differs: differs,
  register_knows_nothing: unknown,
  impossible_phone: ({ index }, { seed }) => ({
    change: { phoneNumber: impossiblePhoneOf({ seed, n: index }) },
    fact: { plant: 'impossible_phone' },
  }),
  sample_ssn: sample,
};

function planted(draft: Draft, garden: Garden): Draft {
  const { pack, state } = draft.cell;
  if (state === 'INCOMPLETE') return draft;
  const before = garden.finished.get(pack) ?? 0;
  garden.finished.set(pack, before + 1);
  const plants = PLANTED[pack];
  const plant = before % 2 === 0 ? undefined : plants[Math.floor(before / 2) % plants.length];
  const done = plant && PLANTINGS[plant](draft, garden);
  if (done) return { ...draft, ...done.change, facts: [done.fact] };
  garden.plain.set(pack, [...(garden.plain.get(pack) ?? []).slice(-50), draft]);
  return draft;
}

/** Every second finished person of each pack carries one plant, in turn. Copied from is whoever came shortly before. */
export function plantAll(seed: number, drafts: readonly Draft[]): Draft[] {
  const garden: Garden = { seed, plain: new Map(), finished: new Map(), rings: new Map(), samples: 0 };
  return drafts.map((draft) => planted(draft, garden));
}
