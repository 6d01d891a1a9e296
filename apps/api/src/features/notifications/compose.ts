import type { Door } from '@ostiary/domain/auth';
import type { MessageTopic } from '@ostiary/domain/notifications';
import type { Language } from '@ostiary/domain/shared';
import type { Env } from '../../env.ts';
import { portalUrl } from '../../security-profile.ts';
import type { MailParts } from './mail-layout.ts';
import { MAIL_WORDS, whyTold } from './mail-words.ts';
import { SIGN_OFF, type Text } from './template.ts';
import { TEMPLATES, type TemplateName } from './templates.ts';
import { TOPIC_OF_TEMPLATE } from './topics.ts';

interface Draft {
  readonly template: TemplateName;
  readonly topic?: MessageTopic;
  readonly language: Language;
  readonly params: Readonly<Record<string, string>>;
  readonly door: Door;
}

export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const PREHEADER_CHARACTERS = 110;

/** The first words, as a list of mails shows them; never a code, which a locked screen would show to anybody. */
function preheaderOf(paragraphs: readonly string[], code: string | undefined): string {
  const first = paragraphs.find((text) => code === undefined || !text.includes(code)) ?? '';
  return first.replaceAll('\n', ' ').slice(0, PREHEADER_CHARACTERS);
}

/** A link that a template was given, if it leads into our own portal; any other address is text. */
function ownLink(env: Env, { params, door }: Draft): string | undefined {
  const { link } = params;
  const home = portalUrl(env, door);
  return link !== undefined && (link === home || link.startsWith(`${home}/`)) ? link : undefined;
}

function partsOf(env: Env, draft: Draft): MailParts {
  const { template, language, params, door } = draft;
  const words = MAIL_WORDS[language];
  const { subject, text, button = subject }: Text = TEMPLATES[template][language](params);
  const topic = draft.topic ?? TOPIC_OF_TEMPLATE[template];
  const link = ownLink(env, draft);
  const home = portalUrl(env, door);
  const body = text.endsWith(SIGN_OFF[language]) ? text.slice(0, -SIGN_OFF[language].length) : text;
  const paragraphs = body.split('\n\n');
  // The button stands where the text has the link.
  const at = link === undefined ? -1 : paragraphs.indexOf(link);
  const [before, after] = at < 0 ? [paragraphs, []] : [paragraphs.slice(0, at), paragraphs.slice(at + 1)];
  const canChoose = topic !== 'CODES' && topic !== 'SECURITY' && topic !== 'DECISIONS';
  return {
    language,
    title: subject,
    preheader: preheaderOf(before, params.code),
    bank: words.bank,
    before,
    after,
    ...(params.code !== undefined && { code: { label: words.code, value: params.code } }),
    action: { label: link === undefined ? words.open : button, url: link ?? home, isShown: link !== undefined },
    footer: [words.caution, words.reach(env.MAIL_HELP), whyTold(language, topic)],
    choose: canChoose ? { label: words.choose, url: `${home}/profile` } : null,
  };
}

/** An e-mail in both forms, with the same words. The renderer is loaded with the first one: it takes half a second. */
export async function composeMail(env: Env, draft: Draft): Promise<Composed> {
  const [{ render }, { mailLayout }] = await Promise.all([import('@react-email/render'), import('./mail-layout.ts')]);
  const parts = partsOf(env, draft);
  const { subject, text } = TEMPLATES[draft.template][draft.language](draft.params);
  const chosen = parts.choose === null ? [] : [`${parts.choose.label}: ${parts.choose.url}`];
  return {
    subject,
    text: [text, '--', ...parts.footer, ...chosen].join('\n'),
    html: await render(mailLayout(parts)),
  };
}

/** A short message: codes as they are, of everything else only that it is there. */
export function composeSms(env: Env, { template, topic, language, params, door }: Draft): Omit<Composed, 'html'> {
  const { subject, text } = TEMPLATES[template][language](params);
  if ((topic ?? TOPIC_OF_TEMPLATE[template]) === 'CODES' || template === 'contact_changed') return { subject, text };
  return { subject, text: `${MAIL_WORDS[language].bank}: ${subject}. ${portalUrl(env, door)}` };
}
