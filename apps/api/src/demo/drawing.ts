import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';

/** One painted outline in page coordinates, y downwards. Letters are outlines too: a bare machine has no fonts. */
export interface Mark {
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly opacity?: number;
}

export interface Lettering {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly opacity?: number;
  readonly align?: 'start' | 'middle' | 'end';
  /** Extra room after each letter, in units of the page. */
  readonly spacing?: number;
  /** Degrees, clockwise, around the starting point. */
  readonly turn?: number;
}

export type Write = (text: string, lettering: Lettering) => Mark;

const INK = '#1d2733';
const HALF_LINE = { start: 0, middle: 0.5, end: 1 } as const;

async function openFace(weight: 400 | 700): Promise<Font> {
  const { create } = await import('fontkit');
  const file = createRequire(import.meta.url).resolve(
    `@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-latin-${weight}-normal.woff2`,
  );
  const face = create(await readFile(file));
  if ('fonts' in face) throw new Error(`${file} holds several faces`);
  return face;
}

function outline(face: Font, text: string, { x, y, size, align = 'start', spacing = 0, turn = 0 }: Lettering): string {
  const scale = size / face.unitsPerEm;
  const { glyphs, positions } = face.layout(text);
  const advance = (index: number) => (positions[index]?.xAdvance ?? 0) * scale + spacing;
  const length = glyphs.reduce((sum, _, index) => sum + advance(index), 0) - spacing;
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  let at = -length * HALF_LINE[align];
  return glyphs
    .map((glyph, index) => {
      const path = glyph.path.transform(
        scale * cos,
        scale * sin,
        scale * sin,
        -scale * cos,
        x + at * cos,
        y + at * sin,
      );
      at += advance(index);
      return path.toSVG();
    })
    .join('');
}

/** Opens the two weights once; the returned function turns a line of Latin text into its outline. */
export async function openLettering(): Promise<Write> {
  const [regular, bold] = await Promise.all([openFace(400), openFace(700)]);
  return (text, lettering) => ({
    d: outline(lettering.bold ? bold : regular, text, lettering),
    fill: lettering.color ?? INK,
    opacity: lettering.opacity ?? 1,
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly r?: number;
}

export function box({ x, y, w, h, r = 0 }: Box, paint: Omit<Mark, 'd'>): Mark {
  const corner = r === 0 ? '' : `a${r} ${r} 0 0 1 `;
  const turn = (dx: number, dy: number) => (r === 0 ? '' : `${corner}${dx} ${dy}`);
  const d = `M${x + r} ${y}h${w - 2 * r}${turn(r, r)}v${h - 2 * r}${turn(-r, r)}h${-(w - 2 * r)}${turn(-r, -r)}v${-(h - 2 * r)}${turn(r, -r)}Z`;
  return { d, ...paint };
}

export function ellipse({ x, y, w, h }: Box, paint: Omit<Mark, 'd'>): Mark {
  return { d: `M${x - w} ${y}a${w} ${h} 0 1 0 ${2 * w} 0a${w} ${h} 0 1 0 ${-2 * w} 0Z`, ...paint };
}

/** The same numbers for the same text, so that a demo bank looks alike on every machine (mulberry32 over FNV-1a). */
export function seededRandom(text: string): () => number {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
