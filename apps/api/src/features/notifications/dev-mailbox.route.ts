import { DevMessage } from '@ostiary/db';
import { type Request, Router } from 'express';
import { z } from 'zod';
import { literal } from '../../condition.ts';
import type { Deps } from '../../context.ts';
import { mailboxPage } from './dev-mailbox-page.ts';

const NEWEST = 100;

/** An e-mail as a page: nothing in it runs, loads or is framed, and its links open as they would from a mailbox. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox";

/** An unescaped `+` of a phone number arrives as a space. */
function searched(req: Request): string {
  const { to } = req.query;
  return typeof to === 'string'
    ? to
        .replaceAll('\0', '')
        .replace(/^ (?=\d)/, '+')
        .trim()
    : '';
}

/** Local only: what the bank would have sent. JSON finds one recipient exactly, the page any part of one. */
export function devMailboxRoute(deps: Deps): Router {
  const routes = Router();
  routes.use('/mailbox', (_req, res, next) => {
    if (deps.env.OSTIARY_ENV !== 'production') return next();
    res.status(404).type('text').send('There is nothing here.\n');
  });
  routes.get('/mailbox/:id', async (req, res, next) => {
    const id = z.uuid().safeParse(req.params.id).data;
    const message = id === undefined ? null : await deps.orm.em.fork().findOne(DevMessage, { id });
    if (message?.html == null) return next();
    res.set('cache-control', 'no-store').set('content-security-policy', MAIL_POLICY).type('html').send(message.html);
  });
  routes.get('/mailbox', async (req, res) => {
    const isJson = req.accepts(['html', 'json']) === 'json';
    const to = searched(req);
    const pattern = isJson ? literal(to) : `%${literal(to)}%`;
    const messages = await deps.orm.em.fork().find(DevMessage, to ? { recipient: { $ilike: pattern } } : {}, {
      orderBy: { at: 'desc', id: 'desc' },
      limit: NEWEST,
    });
    res.set('cache-control', 'no-store').vary('accept');
    if (!isJson) return res.type('html').send(mailboxPage(messages, to));
    return res.json({
      messages: messages.map(({ recipient, channel, subject, body, code, at }) => ({
        to: recipient,
        channel,
        subject,
        text: body,
        ...(code == null ? {} : { code }),
        at: at.toISOString(),
      })),
    });
  });
  return routes;
}
