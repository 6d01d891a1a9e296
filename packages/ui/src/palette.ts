/** Every colour of the product. Text pairs hold WCAG AA (4.5:1), control borders 3:1; palette.test.ts measures them. */
export const palette = {
  light: {
    paper: '#fbfaf7',
    card: '#ffffff',
    ink: '#17211f',
    muted: '#55625e',
    line: '#e3e1d9',
    control: '#8b8a80',
    accent: '#0b5d4e',
    accentHover: '#084a3e',
    accentSoft: '#e4f0ec',
    onAccent: '#ffffff',
    refusal: '#9b2c1f',
    refusalSoft: '#fbe9e6',
    onRefusal: '#ffffff',
    caution: '#8a5a00',
    cautionSoft: '#fbf1dc',
    accepted: '#1f6b3a',
    acceptedSoft: '#e5f2e8',
    onAccepted: '#ffffff',
    bar: '#17211f',
    barText: '#e6ece9',
    barMark: '#6fd0b8',
  },
  dark: {
    paper: '#121816',
    card: '#1a2220',
    ink: '#e6ece9',
    muted: '#a3b0ab',
    line: '#2c3633',
    control: '#6f7b76',
    accent: '#6fd0b8',
    accentHover: '#8fdcc8',
    accentSoft: '#16342d',
    onAccent: '#121816',
    refusal: '#ff9d8f',
    refusalSoft: '#3a1d19',
    onRefusal: '#121816',
    caution: '#f0c36a',
    cautionSoft: '#33290f',
    accepted: '#86d6a3',
    acceptedSoft: '#17301f',
    onAccepted: '#121816',
    bar: '#0c110f',
    barText: '#e6ece9',
    barMark: '#6fd0b8',
  },
} as const;

export type ColourName = keyof typeof palette.light;

/** `accentSoft` → `--ui-accent-soft`: the only way a style sheet names a colour. */
export function colourVariable(name: string): string {
  return `--ui-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
