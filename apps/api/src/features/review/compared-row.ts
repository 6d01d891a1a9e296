import type { RequirementCode } from '@ostiary/domain/requirements';
import type { ComparedFact } from '@ostiary/domain/review';
import type { RegisterWords } from './register-words.ts';

const UNASKED: RegisterWords = { text: null, differs: false };

/** Different values of one fact, each once. */
const said = (values: readonly (string | null)[]): string | null =>
  [...new Set(values.flatMap((value) => (value === null || value === '' ? [] : [value])))].join(' · ') || null;

interface Sides<Typed> {
  readonly label: string;
  readonly requirement?: RequirementCode;
  readonly typed: Typed | null;
  /** As printed, on each document that has it. */
  readonly printed: readonly string[];
  readonly register?: RegisterWords;
  readonly isSame: (typed: Typed, printed: string) => boolean;
  readonly show?: (typed: Typed) => string;
  readonly showPrinted?: (printed: string) => string;
}

/** One row; none where nobody said anything. A value that is not known on either side differs from nothing. */
export function comparedRow<Typed extends string | object>(sides: Sides<Typed>): ComparedFact[] {
  const { label, requirement, typed, printed, register = UNASKED, isSame, show = String, showPrinted = String } = sides;
  const document = said(printed.map(showPrinted));
  if (typed === null && document === null && register.text === null) return [];
  const isOther = typed !== null && printed.some((text) => !isSame(typed, text));
  return [
    {
      label,
      ...(requirement === undefined ? {} : { requirement }),
      typed: typed === null ? null : show(typed),
      document,
      register: register.text,
      differs: isOther || register.differs,
    },
  ];
}
