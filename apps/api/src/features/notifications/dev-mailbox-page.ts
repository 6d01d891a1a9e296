import type { DevMessage } from '@ostiary/db';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const STYLE = `
  :root { color-scheme: light dark; --line: light-dark(#d5d9e0, #3a404b); --soft: light-dark(#56606f, #a8b0bd); }
  body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif;
    background: light-dark(#fff, #14171c); color: light-dark(#1b2330, #e9ecf1); }
  form { display: flex; flex-wrap: wrap; align-items: end; gap: .5rem; margin: 1rem 0 1.5rem; }
  label { flex: 1 1 12rem; } label span { display: block; }
  input { box-sizing: border-box; width: 100%; } input, button { min-height: 2.75rem; padding: 0 .75rem; font: inherit; }
  article { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin-bottom: 1rem; overflow-wrap: anywhere; }
  h2 { margin: 0; font-size: 1.1rem; } p { margin: .25rem 0; white-space: pre-wrap; }
  .soft { color: var(--soft); font-size: .9rem; }
  .code { margin: .75rem 0; font: 600 2.25rem/1.2 ui-monospace, monospace; letter-spacing: .15em; }`;

const time = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });

function article({ id, recipient, channel, subject, body, html, code, at }: DevMessage): string {
  const shown = code == null ? '' : `<p class="code">${escape(code)}</p>`;
  return `<article><h2>${escape(subject)}</h2>
    <p class="soft">${channel === 'sms' ? 'SMS' : 'E-mail'} to ${escape(recipient)} · <time datetime="${at.toISOString()}">${time.format(at)} UTC</time></p>
    ${shown}<p>${escape(body)}</p>${html == null ? '' : `<p><a href="/dev/mailbox/${id}">See it as the e-mail looks</a></p>`}</article>`;
}

function emptyState(search: string): string {
  const what = search ? `No message to ${escape(search)} yet.` : 'No message yet.';
  return `<p>${what} Messages appear here as soon as the bank sends one; the page looks again every few seconds.</p>`;
}

/** The local mailbox as a page that works without scripts. */
export function mailboxPage(messages: readonly DevMessage[], search: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5"><title>Dev mailbox · Ostiary</title><style>${STYLE}</style></head><body><main>
<h1>Dev mailbox</h1><p class="soft">E-mail and SMS that this local bank has sent. Nothing here leaves this machine.</p>
<form method="get" action="/dev/mailbox" role="search"><label><span>Recipient</span><input name="to" type="search" value="${escape(search)}" autocomplete="off"></label><button>Search</button></form>
${messages.length > 0 ? messages.map(article).join('\n') : emptyState(search)}
</main></body></html>`;
}
