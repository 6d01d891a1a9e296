import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { unpackWoff } from './woff.ts';

export type Weight = 400 | 700;
const SCRIPTS = ['latin', 'latin-ext', 'devanagari'] as const;
type Script = (typeof SCRIPTS)[number];

const fileOf = (script: Script, weight: Weight) =>
  createRequire(import.meta.url).resolve(
    `@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-${script}-${weight}-normal.woff`,
  );
const nameOf = (script: Script, weight: Weight) => `${script}-${weight}`;

async function readFaces() {
  const faces = SCRIPTS.flatMap((script) => ([400, 700] as const).map((weight) => ({ script, weight })));
  return Promise.all(
    faces.map(async ({ script, weight }) => ({
      name: nameOf(script, weight),
      file: unpackWoff(await readFile(fileOf(script, weight))),
    })),
  );
}
let faces: ReturnType<typeof readFaces> | undefined;

/** Gives a document the faces it is written in (Noto Sans Devanagari, SIL OFL 1.1); only letters that are used are embedded. */
export async function registerFaces(document: PDFKit.PDFDocument): Promise<void> {
  faces ??= readFaces();
  for (const { name, file } of await faces) document.registerFont(name, file);
}

/** Devanagari with its extensions, joiners, rupee sign and dotted circle. */
const DEVANAGARI = [
  [0x900, 0x97f],
  [0x1cd0, 0x1cf9],
  [0x200c, 0x200d],
  [0x20b9, 0x20b9],
  [0x25cc, 0x25cc],
  [0xa830, 0xa839],
  [0xa8e0, 0xa8ff],
] as const;
const EXTENDED = /[\u0100-\u0130\u0132-\u0151\u0154-\u024F\u1E00-\u1EFF]/u;

function scriptOf(letter: string): Script {
  const code = letter.codePointAt(0) ?? 0;
  if (DEVANAGARI.some(([first, last]) => code >= first && code <= last)) return 'devanagari';
  return EXTENDED.test(letter) ? 'latin-ext' : 'latin';
}

interface Run {
  readonly script: Script;
  readonly text: string;
}

/** Parts of a text by the face that has their letters. */
function runsOf(text: string): Run[] {
  const runs: { script: Script; text: string }[] = [];
  for (const letter of text) {
    const script = scriptOf(letter);
    const last = runs.at(-1);
    if (last?.script === script) last.text += letter;
    else runs.push({ script, text: letter });
  }
  return runs;
}

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
}

const faceOf = (document: PDFKit.PDFDocument, { script }: Run, { size, weight = 400 }: Style) =>
  document.font(nameOf(script, weight)).fontSize(size);

/** Width of one line, in points. */
export const widthOf = (document: PDFKit.PDFDocument, text: string, style: Style): number =>
  runsOf(text).reduce((sum, run) => sum + faceOf(document, run, style).widthOfString(run.text), 0);

/** Words of a text in lines no wider than `width` points; a longer word has a line of its own. */
export function linesOf(document: PDFKit.PDFDocument, text: string, { width, style }: { width: number; style: Style }) {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && widthOf(document, longer, style) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

interface Spot {
  readonly x: number;
  /** Top of the line. */
  readonly y: number;
  readonly style: Style;
}

const INK = '#17211f';

/** Writes one line from its start, as text that can be selected and searched. */
export function writeLine(document: PDFKit.PDFDocument, text: string, { x, y, style }: Spot): void {
  let at = x;
  for (const run of runsOf(text)) {
    const face = faceOf(document, run, style).fillColor(style.colour ?? INK);
    face.text(run.text, at, y, { lineBreak: false });
    at += face.widthOfString(run.text);
  }
}
