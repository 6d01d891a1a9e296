import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { guardedMessenger } from './guarded-messenger.ts';
import { httpSms } from './http-sms.ts';
import type { Message } from './messenger.ts';
import { smtpMessenger } from './smtp-messenger.ts';

/** Not one of the addresses that count as no wire. */
const WIRE = '127.0.0.2';
const ID = '0190a000-0000-7000-8000-000000000001';
const message: Message = {
  id: ID,
  to: 'asha@example.com',
  language: 'hi',
  subject: 'आपका आवेदन\r\nBcc: evil@example.com',
  text: 'सादा पाठ',
  html: '<p lang="hi">सजा पाठ</p>',
  code: undefined,
};

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function answer(code: number): Error {
  return Object.assign(new Error(`answer ${code}`), { responseCode: code });
}

/** A real SMTP server; `mails` is what it took. */
async function carrier(options: SMTPServerOptions = {}, host = '127.0.0.1') {
  const mails: { raw: string; to: string[] }[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          raw: Buffer.concat(chunks).toString(),
          to: session.envelope.rcptTo.map(({ address }) => address),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, host);
  await new Promise((done) => listening.once('listening', done));
  closing.push(() => new Promise<void>((done) => server.close(() => done())));
  // A TCP server's address is no text.
  const { port } = listening.address() as AddressInfo;
  const url = (person = '') => `smtp://${person}${host}:${port}`;
  return { mails, url, connections: () => connections };
}

const open = (url: string, requiresTls = false) =>
  smtpMessenger({ url, from: 'Ostiary Bank <no-reply@bank.example>', replyTo: 'help@bank.example', requiresTls });
const QUICK = { timeoutMs: 2_000, tries: 2, firstDelayMs: 1, failuresToRest: 4, restMs: 60_000 };

describe('e-mail by SMTP', () => {
  it('carries both forms and an id by which a repeat is known', async () => {
    const { mails, url } = await carrier();
    const messenger = open(url());
    expect([await messenger.send(message), await messenger.send(message)]).toEqual(['taken', 'taken']);
    const ids = mails.map(({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1]);
    expect(ids).toEqual([`<${ID}@bank.example>`, `<${ID}@bank.example>`]);
    const raw = mails[0]?.raw ?? '';
    for (const part of ['multipart/alternative', 'text/plain', 'text/html', 'Auto-Submitted: auto-generated'])
      expect(raw).toContain(part);
    expect(raw).toContain('Reply-To: help@bank.example');
    expect(raw).not.toMatch(/^Bcc:/m);
  });

  it('goes to one address, whatever commas it holds', async () => {
    const { mails, url } = await carrier();
    await open(url())
      .send({ ...message, to: 'asha@example.com, evil@example.com' })
      .catch(() => undefined);
    expect(mails.flatMap(({ to }) => to)).not.toContain('evil@example.com');
  });

  it('says nothing in the clear where TLS is required, nor to a stranger’s certificate', async () => {
    const plain = await carrier({}, WIRE);
    await expect(open(plain.url(), true).send(message)).rejects.toThrow(/STARTTLS|TLS/);
    const selfSigned = await carrier({ disabledCommands: [] }, WIRE);
    await expect(open(selfSigned.url(), true).send(message)).rejects.toThrow(/certificate/);
    expect([...plain.mails, ...selfSigned.mails]).toEqual([]);
  });

  it('keeps the message where its own sign-in or sender is refused', async () => {
    const auth = await carrier({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(answer(535)),
    });
    await expect(open(auth.url('bank:wrong@')).send(message)).rejects.toThrow();
    await expect(open(auth.url()).send(message)).rejects.toThrow();
    const sender = await carrier({ onMailFrom: (_address, _session, done) => done(answer(550)) });
    await expect(open(sender.url()).send(message)).rejects.toThrow();
  });

  it('tries again after 4xx, and is told for good by 5xx', async () => {
    let busy = 1;
    const shy = await carrier({
      onRcptTo: (_address, _session, done) => (busy-- > 0 ? done(answer(451)) : done()),
    });
    expect(await guardedMessenger(open(shy.url()), QUICK).send(message)).toBe('taken');
    expect(shy.connections()).toBe(2);
    const strict = await carrier({ onRcptTo: (_address, _session, done) => done(answer(550)) });
    expect(await guardedMessenger(open(strict.url()), QUICK).send(message)).toBe('refused');
    expect(strict.connections()).toBe(1);
  });

  it('leaves a carrier alone for a while that fails again and again', async () => {
    const down = await carrier({ onRcptTo: (_address, _session, done) => done(answer(421)) });
    const messenger = guardedMessenger(open(down.url()), QUICK);
    for (let round = 0; round < 4; round += 1) await expect(messenger.send(message)).rejects.toThrow();
    expect(down.connections()).toBe(QUICK.failuresToRest);
  });
});

describe('an SMS by HTTP', () => {
  it('carries the id as its key, and reads refusals as the carrier means them', async () => {
    const asked: { key: unknown; token: unknown; body: string }[] = [];
    const statuses = [200, 422, 401, 503, 302, 200];
    const server = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        asked.push({ key: req.headers['idempotency-key'], token: req.headers.authorization, body });
        res.writeHead(statuses.shift() ?? 500, { location: '/elsewhere' }).end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    closing.push(() => new Promise<void>((done) => server.close(() => done())));
    // A TCP server's address is no text.
    const { port } = server.address() as AddressInfo;
    const messenger = httpSms(`http://127.0.0.1:${port}/sms`, 'a-token-of-the-carrier');
    expect([await messenger.send(message), await messenger.send(message)]).toEqual(['taken', 'refused']);
    for (const status of [401, 503]) await expect(messenger.send(message)).rejects.toThrow(String(status));
    await expect(messenger.send(message)).rejects.toThrow();
    expect(asked[0]).toEqual({
      key: ID,
      token: 'Bearer a-token-of-the-carrier',
      body: JSON.stringify({ id: ID, to: message.to, text: message.text }),
    });
  });
});
