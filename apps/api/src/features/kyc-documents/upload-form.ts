import type { Readable } from 'node:stream';
import { MAX_FILE_BYTES, readUpload, type UploadFields } from '@ostiary/domain/kyc-documents';
import { DomainError, type FieldProblem, fieldProblem } from '@ostiary/domain/shared';
import busboy, { type Busboy } from 'busboy';
import type { Request } from 'express';
import type { CustomerContext } from '../../context.ts';
import { asDomainError } from '../../failures.ts';
import { toCamel } from '../../http/rest-case.ts';
import { ONE_CHUNK, type Received, receiveDocument } from './receive.ts';
import { isRepeat } from './repeat.ts';
import { assertWelcome } from './welcome.ts';

const FILE_FIELD = 'document_file';
/** The fields that make a document; once they came before the file, a refusal need not wait for it. */
const FIRST = ['document_type', 'document_number'];

export interface UploadForm {
  readonly fields: UploadFields;
  readonly received: Received;
  readonly fileName: string;
}

function openParser(req: Request): Busboy {
  try {
    // Without utf8 the names of files in Hindi are mangled. busboy calls a file of exactly its limit too large: one more, and
    // the receiver counts for itself.
    const limits = {
      fields: 12,
      fieldNameSize: 100,
      fieldSize: 1_024,
      fileSize: MAX_FILE_BYTES + 1,
      files: 2,
      parts: 16,
    };
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits,
      highWaterMark: ONE_CHUNK,
      fileHwm: ONE_CHUNK,
    });
  } catch {
    throw new DomainError('MALFORMED_REQUEST');
  }
}

/** Texts and problems in the order they come in. Maps: a client's field may be called `constructor`. */
function createNotes(today: string) {
  const texts = new Map<string, string>();
  const problems = new Map<string, FieldProblem[]>();
  const note = (field: string, code: string) => {
    problems.set(field, [...(problems.get(field) ?? []), fieldProblem(code)]);
  };
  return {
    note,
    field: (
      name: string,
      value: string,
      { nameTruncated, valueTruncated }: { nameTruncated: boolean; valueTruncated: boolean },
    ) => {
      const field = toCamel(name);
      if (nameTruncated || /[A-Z]/.test(name)) return note(field, 'UNKNOWN_FIELD');
      if (valueTruncated) return note(field, 'TOO_LONG');
      if (texts.has(name)) return note(field, 'INVALID');
      // An empty optional field of an HTML form is one that was left out.
      if (value !== '' && name !== FILE_FIELD) texts.set(name, value);
    },
    has: (names: readonly string[]) => names.every((name) => texts.has(name)),
    read: () => readUpload(Object.fromEntries([...texts].map(([name, value]) => [toCamel(name), value])), today),
    problems: () => Object.fromEntries(problems),
  };
}

type Arriving = Omit<UploadForm, 'fields'> | null;

/** Seals the file as it arrives; a file whose fields are wrong already is let run out, so that the rest can be judged too. */
async function take(
  ctx: CustomerContext,
  notes: ReturnType<typeof createNotes>,
  { file, fileName }: { file: Readable; fileName: string },
): Promise<Arriving> {
  if (notes.has(FIRST)) {
    const { fields } = notes.read();
    if (fields === null) {
      file.resume();
      return null;
    }
    if (!(await isRepeat(ctx))) await assertWelcome(ctx, fields);
  }
  return { received: await receiveDocument(ctx.deps.ports.documents, { file, customerId: ctx.actor.id }), fileName };
}

interface Reader {
  readonly accept: (name: string, file: Readable, fileName: string) => Promise<unknown> | undefined;
  readonly finish: () => Promise<UploadForm>;
  readonly field: (...given: Parameters<ReturnType<typeof createNotes>['field']>) => void;
  readonly tooMany: () => void;
}

/** What the receiver failed with; undefined for what is wrong with the form or its line. */
const ofReceiver = (error: Error) => asDomainError(error) ?? ('syscall' in error ? error : undefined);

/** Settles when the form was read to its end, or at the first failure that ends it. */
function parsed(parser: Busboy, req: Request, { accept, finish, field, tooMany }: Reader): Promise<UploadForm> {
  return new Promise((done, fail) => {
    const malformed = () => fail(new DomainError('MALFORMED_REQUEST'));
    parser.on('field', field).on('filesLimit', tooMany);
    parser.on('file', (name, file, { filename }) => {
      // A cut connection fails the file too; without a listener that would end the process. So does its refusal, and a disk
      // that takes no more: both come here before the receiver has cleaned up and says it.
      file
        .on('error', (error) => fail(ofReceiver(error) ?? new DomainError('MALFORMED_REQUEST')))
        .on('limit', () => fail(new DomainError('FILE_TOO_LARGE')));
      accept(name, file, filename ?? '')?.catch(fail);
    });
    parser.on('error', malformed).on('fieldsLimit', malformed).on('partsLimit', malformed);
    parser.on('close', () => void finish().then(done, fail));
    // busboy says nothing when the client goes away.
    req.once('close', () => {
      if (!req.complete) parser.destroy(new Error('The connection was cut'));
    });
    req.pipe(parser);
  });
}

/**
 * Reads the form, its parts in any order, and seals the file as it arrives. Leaves nothing behind when it fails.
 * Throws `INVALID_INPUT` naming every field, `FILE_TOO_LARGE`, `FILE_TYPE_REFUSED`, `MALFORMED_REQUEST`, and what `assertWelcome` throws.
 */
export async function readUploadForm(ctx: CustomerContext, req: Request): Promise<UploadForm> {
  const parser = openParser(req);
  const notes = createNotes(ctx.now.toISOString().slice(0, 10));
  let receiving: Promise<Arriving> | undefined;

  async function finish(): Promise<UploadForm> {
    const arrived = await receiving;
    if (arrived === undefined) notes.note('documentFile', 'FILE_MISSING');
    const { fields, problems } = notes.read();
    const all = { ...problems, ...notes.problems() };
    if (!arrived || fields === null || Object.keys(all).length > 0)
      throw new DomainError('INVALID_INPUT', { fields: all });
    return { fields, ...arrived };
  }

  function accept(name: string, file: Readable, fileName: string): Promise<Arriving> | undefined {
    if (name === FILE_FIELD && !receiving) return (receiving = take(ctx, notes, { file, fileName }));
    notes.note(
      name === FILE_FIELD ? 'documentFile' : toCamel(name),
      name === FILE_FIELD ? 'ONE_FILE_ONLY' : 'UNKNOWN_FIELD',
    );
    file.resume();
    return undefined;
  }

  const form = parsed(parser, req, {
    accept,
    finish,
    field: notes.field,
    tooMany: () => notes.note('documentFile', 'ONE_FILE_ONLY'),
  });
  return form.catch(async (error: unknown) => {
    req.unpipe(parser);
    parser.destroy();
    const arrived = await receiving?.catch(() => null);
    if (arrived) await ctx.deps.ports.documents.remove(arrived.received.id);
    throw error;
  });
}
