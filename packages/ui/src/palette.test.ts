import { describe, expect, it } from 'vitest';
import { palette, type ColourName } from './palette.ts';

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const surfaces: ColourName[] = ['paper', 'card'];
const texts: ColourName[] = ['ink', 'muted', 'accent', 'accentHover', 'refusal', 'caution', 'accepted'];
const onSoft = (soft: ColourName, ...inks: ColourName[]) => inks.map((ink) => [ink, soft] as const);

const textPairs = [
  ...texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)),
  ...onSoft('accentSoft', 'accent', 'accentHover', 'ink', 'muted'),
  ...onSoft('refusalSoft', 'refusal', 'ink'),
  ...onSoft('cautionSoft', 'caution', 'ink'),
  ...onSoft('acceptedSoft', 'accepted', 'ink'),
  ['onAccent', 'accent'],
  ['onAccent', 'accentHover'],
  ['onRefusal', 'refusal'],
  ['onAccepted', 'accepted'],
  ['paper', 'caution'],
  ['muted', 'line'],
  ['barText', 'bar'],
] as const;

const edgePairs = [
  ['control', 'card'],
  ['control', 'paper'],
  ['accent', 'line'],
  ['accent', 'paper'],
  ['barMark', 'bar'],
] as const;

describe.each(['light', 'dark'] as const)('the %s palette', (scheme) => {
  const colours = palette[scheme];

  it.each(textPairs)('reads %s on %s at 4.5:1 or better', (text, surface) => {
    expect(contrast(colours[text], colours[surface])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(edgePairs)('shows %s against %s at 3:1 or better', (edge, surface) => {
    expect(contrast(colours[edge], colours[surface])).toBeGreaterThanOrEqual(3);
  });
});
