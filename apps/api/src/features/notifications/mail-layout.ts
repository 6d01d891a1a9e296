import type { Language } from '@ostiary/domain/shared';
import * as email from '@react-email/components';
import { createElement as h, Fragment, type ReactNode } from 'react';
import { DARK_STYLE, STYLE } from './mail-style.ts';

const { Body, Button, Container, Head, Heading, Html, Link, Preview, Section, Text } = email;

export interface MailParts {
  readonly language: Language;
  readonly title: string;
  readonly preheader: string;
  readonly bank: string;
  /** Before and after the button. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly code?: { readonly label: string; readonly value: string };
  /** Into our own portal only. */
  readonly action: { readonly label: string; readonly url: string; readonly isShown: boolean };
  readonly footer: readonly string[];
  readonly choose: { readonly label: string; readonly url: string } | null;
}

/** The lines of one paragraph; React escapes whatever stands in them. */
function lines(text: string): ReactNode[] {
  return text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [h('br', { key: index }), line]));
}

const paragraph = (text: string, key: number) => h(Text, { key, className: 'ink', style: STYLE.text }, ...lines(text));

function codeBox({ label, value }: { label: string; value: string }): ReactNode {
  return h(
    Section,
    { className: 'soft', style: STYLE.codeBox },
    h(Text, { className: 'muted', style: STYLE.codeLabel }, label),
    h(Text, { className: 'ink', style: STYLE.code }, value),
  );
}

function actionOf({ label, url, isShown }: MailParts['action']): ReactNode {
  return h(
    Fragment,
    null,
    h(Button, { href: url, className: 'button', style: STYLE.button }, label),
    // Whoever reads without buttons, or trusts none, copies the address.
    isShown && h(Text, { className: 'muted', style: STYLE.address }, url),
  );
}

function foot({ footer, choose }: MailParts): ReactNode {
  return h(
    Section,
    { className: 'foot', style: STYLE.foot },
    footer.map((text) => h(Text, { key: text, className: 'muted', style: STYLE.small }, text)),
    choose &&
      h(
        Text,
        { className: 'muted', style: STYLE.small },
        h(Link, { href: choose.url, className: 'link', style: STYLE.link }, choose.label),
      ),
  );
}

/** One e-mail as a page: no picture, no font and no script from anywhere. */
export function mailLayout(parts: MailParts): ReactNode {
  const { language, title, preheader, bank, before, after, code, action } = parts;
  return h(
    Html,
    { lang: language },
    h(
      Head,
      null,
      h('title', null, title),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      // Fixed text of ours: a style sheet would not survive being escaped.
      h('style', { dangerouslySetInnerHTML: { __html: DARK_STYLE } }),
    ),
    h(
      Body,
      { className: 'paper', style: STYLE.body },
      h(Preview, null, preheader),
      h(
        Container,
        { style: STYLE.frame },
        h(Section, { className: 'bar', style: STYLE.bar }, h(Text, { style: STYLE.name }, bank)),
        h(
          Section,
          { className: 'card', style: STYLE.card },
          h(Heading, { as: 'h1', className: 'ink', style: STYLE.title }, title),
          code && codeBox(code),
          before.map(paragraph),
          actionOf(action),
          after.map(paragraph),
        ),
        foot(parts),
      ),
    ),
  );
}
