import { Language } from '@ostiary/domain/shared';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../env.ts';
import { composeMail, composeSms } from './compose.ts';
import { TEMPLATES, type TemplateName } from './templates.ts';
import { TOPIC_OF_TEMPLATE } from './topics.ts';

const env = readEnv({ PUBLIC_URL: 'https://bank.example', STAFF_URL: 'https://desk.bank.example' });
// Every value that a template may be given, so that none says "undefined"; each tries to be markup.
const NASTY = '<img src=x onerror=alert(1)>"\'&';
const params = Object.fromEntries(
  ['items', 'what', 'now', 'when', 'device', 'address', 'left', 'inviter', 'name', 'role', 'why'].map((key) => [
    key,
    `${key} ${NASTY}`,
  ]),
);
const link = 'https://bank.example/reset-password#token=abc';
const every = Object.keys(TEMPLATES).flatMap((template) =>
  // Keys of TEMPLATES are its template names.
  Language.options.map((language) => [template as TemplateName, language] as const),
);
const compose = (template: TemplateName, language: Language, more: Record<string, string> = {}) =>
  composeMail(env, { template, language, door: 'customer', params: { ...params, code: '482913', link, ...more } });

describe('an e-mail', () => {
  it.each(every)('of %s in %s is whole, escaped, and leads nowhere but to the bank', async (template, language) => {
    const { subject, html, text } = await compose(template, language);
    expect(html).toContain(`lang="${language}"`);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(`${subject}${text}`).not.toMatch(/undefined|\[object/);
    expect(html).not.toMatch(/undefined|<img|<script|onerror=alert\(1\)>/);
    expect(html).not.toMatch(/<[^>]*\s(?:src|background)=|url\(|@import|@font-face/);
    const targets = Array.from(html.matchAll(/href="([^"]*)"/g), ([, href = '']) => href);
    expect(targets).not.toEqual([]);
    for (const target of targets) expect(target).toMatch(/^https:\/\/bank\.example(?:\/|$)/);
    expect(text).toContain('onboarding@ostiary.example');
    expect(html).toContain('onboarding@ostiary.example');
    if (language === 'hi') expect(subject).toMatch(/\p{Script=Devanagari}/u);
  });

  it('follows light and dark by its own meta', async () => {
    const { html } = await compose('approved', 'en');
    expect(html).toMatch(/<meta[^>]*name="color-scheme"[^>]*>/);
    expect(html).toMatch(/content="light dark"/);
  });

  it('shows a code large, in both forms, and not in the line that lists of mails show', async () => {
    const { html, text } = await compose('confirm_email', 'en');
    expect(html).toMatch(/font-size:36px[^>]*>482913</);
    expect(text).toContain('482913');
    expect(/data-skip-in-text="true">([^<]*)/.exec(html)?.[1]).not.toContain('482913');
  });

  it('makes no link of an address outside the portal', async () => {
    for (const foreign of ['https://evil.example/', 'https://bank.example.evil.example/', 'javascript:alert(1)']) {
      const { html } = await compose('password_reset', 'en', { link: foreign });
      expect(html).not.toContain(`href="${foreign}`);
    }
    expect((await compose('password_reset', 'en')).html).toContain(`href="${link}"`);
  });

  it('says why it came, and where to choose where there is a choice', async () => {
    const chosen = await compose('application_received', 'en');
    expect(chosen.html).toContain('href="https://bank.example/profile"');
    const fixed = await compose('rejected', 'en');
    expect(fixed.html).not.toContain('/profile');
    expect(fixed.text).toContain('cannot be switched off');
  });
});

describe('an SMS', () => {
  it.each(every)('of %s in %s names nothing of the person but a code that was asked for', (template, language) => {
    const { text } = composeSms(env, { template, language, door: 'customer', params: { ...params, code: '482913' } });
    if (TOPIC_OF_TEMPLATE[template] === 'CODES') return;
    if (template !== 'contact_changed') expect(text).not.toContain('onerror');
    expect(text.length).toBeGreaterThan(10);
  });
});
