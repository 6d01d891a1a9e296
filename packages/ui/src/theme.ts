import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { colourVariable, palette } from './palette.ts';

const { light, dark } = palette;
const repeat = (colour: string): MantineColorsTuple => [
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
];

// Mantine draws light control borders with gray.4 and dark ones with dark.4: those two carry our 3:1 control border.
const gray: MantineColorsTuple = [
  '#f6f5f0',
  '#f1f0ea',
  '#eae8e1',
  light.line,
  light.control,
  '#77786f',
  light.muted,
  '#45504d',
  '#2b3634',
  light.ink,
];
const night: MantineColorsTuple = [
  dark.ink,
  '#cbd4d0',
  dark.muted,
  dark.muted,
  dark.control,
  dark.line,
  dark.card,
  dark.paper,
  '#0f1412',
  '#0c110f',
];

const tones = { accent: 'accent', refusal: 'refusal', caution: 'caution', accepted: 'accepted' } as const;
const isTone = (colour: unknown): colour is keyof typeof tones => typeof colour === 'string' && colour in tones;

/** Named tones take their colours from our variables, so one contrast test covers every button and badge. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const tone = input.color ?? 'accent';
  if (!isTone(tone)) return defaultVariantColorsResolver(input);
  const strong = `var(--ui-${tone})`;
  const soft = `var(--ui-${tone}-soft)`;
  const edge = '1px solid transparent';
  switch (input.variant) {
    case 'filled': {
      const hover = tone === 'accent' ? 'var(--ui-accent-hover)' : strong;
      return { background: strong, hover, color: `var(--ui-on-${tone}, var(--ui-paper))`, border: edge };
    }
    case 'light':
      return { background: soft, hover: soft, color: strong, border: edge };
    case 'outline':
      return { background: 'transparent', hover: soft, color: strong, border: `1px solid ${strong}` };
    case 'subtle':
    case 'transparent':
      return { background: 'transparent', hover: soft, color: strong, border: edge };
    default:
      return defaultVariantColorsResolver(input);
  }
};

const heading = (fontSize: string, lineHeight: string) => ({ fontSize, lineHeight, fontWeight: '560' });
const quick = { transitionProps: { duration: 120 } } as const;

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 8,
  autoContrast: true,
  luminanceThreshold: 0.35,
  variantColorResolver,
  colors: {
    gray,
    dark: night,
    accent: repeat(light.accent),
    refusal: repeat(light.refusal),
    caution: repeat(light.caution),
    accepted: repeat(light.accepted),
  },
  white: light.card,
  black: light.ink,
  fontFamily: "'Public Sans Variable', 'Noto Sans Devanagari', system-ui, sans-serif",
  headings: {
    fontFamily: "'Source Serif 4 Variable', 'Noto Sans Devanagari', Georgia, serif",
    fontWeight: '560',
    textWrap: 'pretty',
    sizes: {
      h1: heading('2.375rem', '1.15'),
      h2: heading('1.375rem', '1.3'),
      h3: heading('1.125rem', '1.35'),
      h4: heading('1rem', '1.4'),
    },
  },
  fontSizes: { xs: '0.875rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  radius: { xs: '4px', sm: '8px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md' } },
    Menu: { defaultProps: quick },
    Modal: { defaultProps: { ...quick, radius: 'lg', centered: true } },
    Select: { defaultProps: { size: 'md', comboboxProps: quick } },
    TextInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md', radius: 'xs' } },
    Radio: { defaultProps: { size: 'md' } },
    Tooltip: { defaultProps: quick },
  },
});

function schemeVariables(colours: Record<string, string>): Record<string, string> {
  const own = Object.entries(colours).map(([name, value]): [string, string] => [colourVariable(name), value]);
  return {
    ...Object.fromEntries(own),
    '--mantine-color-body': 'var(--ui-paper)',
    '--mantine-color-text': 'var(--ui-ink)',
    '--mantine-color-dimmed': 'var(--ui-muted)',
    '--mantine-color-placeholder': 'var(--ui-muted)',
    '--mantine-color-anchor': 'var(--ui-accent)',
    '--mantine-color-error': 'var(--ui-refusal)',
    '--mantine-color-default': 'var(--ui-card)',
    '--mantine-color-default-hover': 'var(--ui-accent-soft)',
    '--mantine-color-default-color': 'var(--ui-ink)',
    '--mantine-color-default-border': 'var(--ui-control)',
    '--mantine-primary-color-filled': 'var(--ui-accent)',
    '--mantine-primary-color-filled-hover': 'var(--ui-accent-hover)',
    '--mantine-primary-color-light': 'var(--ui-accent-soft)',
    '--mantine-primary-color-light-hover': 'var(--ui-accent-soft)',
    '--mantine-primary-color-light-color': 'var(--ui-accent)',
    '--mantine-primary-color-contrast': 'var(--ui-on-accent)',
    '--mantine-color-accent-filled': 'var(--ui-accent)',
    '--mantine-color-accent-text': 'var(--ui-accent)',
    '--mantine-color-refusal-filled': 'var(--ui-refusal)',
    '--mantine-color-accepted-filled': 'var(--ui-accepted)',
  };
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: schemeVariables(light),
  dark: schemeVariables(dark),
});
