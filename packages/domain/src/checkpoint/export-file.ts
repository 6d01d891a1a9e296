import { z } from 'zod';
import { encodeBase64 } from './note.ts';

export const EXPORT_FORMAT = 'ostiary-audit/1';

const Base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const Index = z.int().min(0);

/** First line of an export. */
export const ExportHeader = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  origin: z.string(),
  /** The signed note that every proof of the file leads to. Its size is the tree's at the moment of the export. */
  checkpoint: z.string(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** What was asked for, for people to read; null for a whole period. */
  filter: z.record(z.string(), z.unknown()).nullable(),
  /**
   * Given for a contiguous period, which holds every record from `first` up to but without `end`; null where a filter
   * left some out. Both numbers are tree indexes.
   */
  range: z.strictObject({ first: Index, end: Index }).nullable(),
});
export type ExportHeader = z.infer<typeof ExportHeader>;

/** One line per record, in the order of the tree. */
export const ExportRecord = z.strictObject({
  index: Index,
  /** Index of the record before in this file: a line that is taken out leaves its number behind. */
  after: Index.nullable(),
  /** The record as it was written, RFC 8785; its UTF-8 bytes are hashed, so it is never re-serialised. */
  canonical: z.string(),
  /** Inclusion proof in the tree of the header's checkpoint, 32 bytes each, nearest first. */
  proof: z.array(Base64),
});
export type ExportRecord = z.infer<typeof ExportRecord>;

/** Last line: without it the file was cut. */
export const ExportEnd = z.strictObject({
  end: z.literal(true),
  count: z.int().min(0),
  /** Signed note over `exportSealText`: the bank vouches that the file holds what was asked for, whole. */
  seal: z.string(),
});
export type ExportEnd = z.infer<typeof ExportEnd>;

const SEAL_ORIGIN = 'ostiary.example/audit-export';

/** What is signed under an export: its name, the number of records and SHA-256 of all lines before the last. */
export function exportSealText(count: number, digest: Uint8Array): string {
  return `${SEAL_ORIGIN}\n${count}\n${encodeBase64(digest)}\n`;
}

interface ExportTools {
  /** A running SHA-256 (`createSha256` of domain/crypto). */
  readonly sha256: { update(bytes: Buffer): void; digest(): Buffer };
  /** Signs a text as a note (`checkpointSigner(…).sign` of domain/crypto). */
  readonly sign: (text: string) => string;
}

/**
 * Writes an export line by line with nothing held in memory: `header` once, `record` for each in ascending order of
 * its index, `end` once. Every line comes with its line break. Throws RangeError for a record out of order.
 */
export function createExportWriter({ sha256, sign }: ExportTools) {
  let count = 0;
  let after: number | null = null;
  const line = (value: object) => {
    const text = `${JSON.stringify(value)}\n`;
    sha256.update(Buffer.from(text, 'utf8'));
    return text;
  };
  return {
    header: (header: ExportHeader): string => line(ExportHeader.parse(header)),
    record({ index, canonical, proof }: Omit<ExportRecord, 'after'>): string {
      if (after !== null && index <= after) throw new RangeError(`Record ${index} cannot follow ${after}`);
      const text = line(ExportRecord.parse({ index, after, canonical, proof }));
      after = index;
      count += 1;
      return text;
    },
    end(): string {
      const end: ExportEnd = { end: true, count, seal: sign(exportSealText(count, sha256.digest())) };
      return `${JSON.stringify(end)}\n`;
    },
  };
}
