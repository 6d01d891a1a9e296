/** What verification finds. Each names the first record it concerns. */
export const FAULTS = {
  /** A sealed record is not there any more. */
  RECORD_MISSING: 'record',
  /** Its text, or the hash beside it, is not the one that was sealed. */
  RECORD_CHANGED: 'record',
  /** A column says something else than the record's text. */
  COLUMN_CHANGED: 'record',
  /** It was put in front of sealed records. */
  RECORD_INSERTED: 'record',
  /** It was sealed before one that belongs in front of it. */
  ORDER_CHANGED: 'record',
  /** The numbering of the tree has a gap here. */
  ENTRY_MISSING: 'record',
  /** A kept subtree is not the one of these records. */
  SUBTREE_CHANGED: 'range',
  /** These records are not the ones that a checkpoint stands for. */
  ROOT_DIFFERS: 'range',
  /** A checkpoint stands for these, and they are gone. */
  TAIL_MISSING: 'range',
  /** A checkpoint that none of our keys signed, or that was cut. */
  CHECKPOINT_FORGED: 'range',
} as const;
export type FaultKind = keyof typeof FAULTS;

export interface Fault {
  readonly kind: FaultKind;
  /** Tree index of the first record concerned. */
  readonly index: number;
  /** The last one, where no single record can be named. */
  readonly to: number;
  readonly eventId: string | null;
  /** Which column, or where the checkpoint lies. */
  readonly detail: string | null;
}

/** Enough to see what happened; a table that was overwritten would name every record. */
const MOST = 20;

/** Collects faults; `isFull` means that looking further is of no use. */
export function createFaultList() {
  const faults: Fault[] = [];
  return {
    add(kind: FaultKind, index: number, rest: Partial<Omit<Fault, 'kind' | 'index'>> = {}): void {
      if (faults.length < MOST) faults.push({ kind, index, to: index, eventId: null, detail: null, ...rest });
    },
    isFull: () => faults.length >= MOST,
    /** First record first; of one place the most exact. */
    inOrder: (): readonly Fault[] => faults.toSorted((left, right) => left.index - right.index || left.to - right.to),
  };
}
export type FaultList = ReturnType<typeof createFaultList>;
