const FILLER = '<';
const WEIGHTS = [7, 3, 1];

/** Digits count as themselves, A–Z as 10–35, the filler as 0; weighted 7 3 1, modulo ten (ICAO 9303-3, section 4.9). */
export function mrzCheckDigit(field: string): string {
  const value = (character: string) => (character === FILLER ? 0 : Number.parseInt(character, 36));
  const sum = Array.from(field).reduce((total, character, at) => total + value(character) * (WEIGHTS[at % 3] ?? 0), 0);
  return String(sum % 10);
}

/** What the machine-readable zone of a travel document says. */
export interface Mrz {
  readonly format: 'TD1' | 'TD3';
  /** ICAO 9303-3 section 5: three letters, or `D`. */
  readonly issuer: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly number: string;
  readonly nationality: string;
  /** ISO dates. */
  readonly dateOfBirth: string;
  readonly expiresOn: string;
}

const plain = (field: string) => field.replace(/<+/g, ' ').trim();

function isoOf(digits: string, century: string): string | null {
  const iso = `${century}${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4, 6)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}

/** Two digits of a year: nobody was born after `today`; documents end before 2070. */
function birthOf(digits: string, today: string): string | null {
  const recent = isoOf(digits, '20');
  return recent !== null && recent <= today ? recent : isoOf(digits, '19');
}

interface Fields {
  readonly format: Mrz['format'];
  readonly issuer: string;
  readonly names: string;
  readonly number: string;
  readonly nationality: string;
  readonly birth: string;
  readonly expiry: string;
  /** Pairs of a field and its check digit. */
  readonly checks: readonly (readonly [field: string, digit: string])[];
}

function passport([upper = '', lower = '']: readonly string[]): Fields {
  const optional = lower.slice(28, 42);
  return {
    format: 'TD3',
    issuer: plain(upper.slice(2, 5)),
    names: upper.slice(5),
    number: lower.slice(0, 9),
    nationality: plain(lower.slice(10, 13)),
    birth: lower.slice(13, 19),
    expiry: lower.slice(21, 27),
    checks: [
      [lower.slice(0, 9), lower.slice(9, 10)],
      [lower.slice(13, 19), lower.slice(19, 20)],
      [lower.slice(21, 27), lower.slice(27, 28)],
      // An empty optional field may leave its digit out.
      ...(lower[42] === FILLER && plain(optional) === '' ? [] : [[optional, lower.slice(42, 43)] as const]),
      [lower.slice(0, 10) + lower.slice(13, 20) + lower.slice(21, 43), lower.slice(43)],
    ],
  };
}

/** A number of more than nine characters goes on in the optional field, its check digit behind it (ICAO 9303-5, 4.2.2). */
function longNumber(upper: string): readonly [field: string, digit: string] {
  if (upper[14] !== FILLER) return [upper.slice(5, 14), upper.slice(14, 15)];
  const rest = upper.slice(15).split(FILLER, 1)[0] ?? '';
  return [upper.slice(5, 14) + rest.slice(0, -1), rest.slice(-1)];
}

function card([upper = '', middle = '', lower = '']: readonly string[]): Fields {
  const [number, digit] = longNumber(upper);
  return {
    format: 'TD1',
    issuer: plain(upper.slice(2, 5)),
    names: lower,
    number,
    nationality: plain(middle.slice(15, 18)),
    birth: middle.slice(0, 6),
    expiry: middle.slice(8, 14),
    checks: [
      [number, digit],
      [middle.slice(0, 6), middle.slice(6, 7)],
      [middle.slice(8, 14), middle.slice(14, 15)],
      [upper.slice(5) + middle.slice(0, 7) + middle.slice(8, 15) + middle.slice(18, 29), middle.slice(29)],
    ],
  };
}

function read(fields: Fields, today: string): Mrz | null {
  const { format, issuer, names, number, nationality, birth, expiry, checks } = fields;
  if (!checks.every(([field, digit]) => mrzCheckDigit(field) === digit)) return null;
  const [dateOfBirth, expiresOn] = [birthOf(birth, today), isoOf(expiry, '20')];
  if (dateOfBirth === null || expiresOn === null) return null;
  const [surname = '', givenNames = ''] = names.split('<<');
  return {
    format,
    issuer,
    surname: plain(surname),
    givenNames: plain(givenNames),
    number: number.replaceAll(FILLER, ''),
    nationality,
    dateOfBirth,
    expiresOn,
  };
}

const isMrzLine = (line: string, length: number) => line.length === length && /^[A-Z0-9<]+$/.test(line);

/**
 * The zone of a passport (TD3: two lines of 44) or of a card (TD1: three of 30) among printed lines; null where there is
 * none, or one of its check digits is wrong (ICAO 9303, parts 3 to 5). `today` is an ISO date.
 */
export function findMrz(lines: readonly string[], today: string): Mrz | null {
  const bare = lines.map((line) => line.replaceAll(' ', ''));
  for (const [at, line] of bare.entries()) {
    const isBlock = (length: number, count: number) =>
      Array.from({ length: count }, (_, offset) => bare[at + offset] ?? '').every((text) => isMrzLine(text, length));
    const fields =
      line.startsWith('P') && isBlock(44, 2)
        ? passport(bare.slice(at, at + 2))
        : /^[AIC]/.test(line) && isBlock(30, 3)
          ? card(bare.slice(at, at + 3))
          : null;
    const found = fields && read(fields, today);
    if (found) return found;
  }
  return null;
}
