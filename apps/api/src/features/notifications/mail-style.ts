import type { CSSProperties } from 'react';

/** The bank's own colours; mail clients know no custom properties. */
const LIGHT = { paper: '#fbfaf7', card: '#ffffff', ink: '#17211f', muted: '#55625e', line: '#e3e1d9' } as const;
const ACCENT = '#0b5d4e';
const FONT = "'Public Sans', 'Noto Sans Devanagari', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Inline, because most mail clients read nothing else; the dark colours stand in `DARK_STYLE`, for those that do. */
export const STYLE = {
  body: { margin: 0, padding: 0, backgroundColor: LIGHT.paper, color: LIGHT.ink, fontFamily: FONT },
  frame: { maxWidth: 600, margin: '0 auto', padding: '24px 12px' },
  bar: { backgroundColor: '#17211f', borderRadius: '10px 10px 0 0', padding: '18px 28px' },
  name: { margin: 0, color: '#e6ece9', fontSize: 18, lineHeight: '24px', fontWeight: 700 },
  card: { backgroundColor: LIGHT.card, border: `1px solid ${LIGHT.line}`, borderTop: 0, padding: '28px' },
  title: { margin: '0 0 16px', fontSize: 24, lineHeight: '32px', fontWeight: 700, color: LIGHT.ink },
  text: { margin: '0 0 16px', fontSize: 16, lineHeight: '25px', color: LIGHT.ink, overflowWrap: 'anywhere' },
  codeBox: { backgroundColor: '#e4f0ec', borderRadius: 8, padding: '16px 20px', margin: '0 0 20px' },
  codeLabel: { margin: 0, fontSize: 14, lineHeight: '20px', color: LIGHT.muted },
  code: {
    margin: 0,
    fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
    fontSize: 36,
    lineHeight: '46px',
    fontWeight: 700,
    letterSpacing: '0.18em',
    color: LIGHT.ink,
  },
  button: {
    display: 'inline-block',
    backgroundColor: ACCENT,
    color: '#ffffff',
    borderRadius: 8,
    padding: '13px 22px',
    fontSize: 16,
    fontWeight: 600,
    textDecoration: 'none',
  },
  address: { margin: '12px 0 16px', fontSize: 13, lineHeight: '19px', color: LIGHT.muted, overflowWrap: 'anywhere' },
  foot: { padding: '18px 28px 8px' },
  small: { margin: '0 0 8px', fontSize: 13, lineHeight: '20px', color: LIGHT.muted },
  link: { color: ACCENT, textDecoration: 'underline' },
} as const satisfies Record<string, CSSProperties>;

/** For clients that follow the reader's colours; `!important` because every other colour stands inline. */
export const DARK_STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .paper, .paper > table > tbody > tr > td { background-color: #121816 !important; }
  .bar { background-color: #0c110f !important; }
  .card { background-color: #1a2220 !important; border-color: #2c3633 !important; }
  .ink { color: #e6ece9 !important; }
  .muted { color: #a3b0ab !important; }
  .soft { background-color: #16342d !important; }
  .button { background-color: #6fd0b8 !important; color: #121816 !important; }
  .link { color: #6fd0b8 !important; }
}
@media (max-width: 480px) { .card, .bar, .foot { padding-left: 18px !important; padding-right: 18px !important; } }`;
