import { EVENT_TEXT, SECURITY_EVENT_TYPES } from '@ostiary/domain/security-events';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import english from '../../app/locales/en/security-events.json';
import hindi from '../../app/locales/hi/security-events.json';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { admin, barAnswers, eventItem, eventView, pageOf, type ShownEvent } from './events-fixture.ts';

const address = `/security-events/${eventItem.id}`;
const mine: ShownEvent = { ...eventView, state: 'IN_PROGRESS', owner: admin, isMine: true, version: 4 };
const list = trpcQuery('securityEvents.list', pageOf([eventItem]));
const show = (view: ShownEvent) => renderApp(address, [trpcQuery('securityEvents.get', view), list, ...barAnswers]);

beforeEach(() => signInAs(['self.manage', 'review.read', 'staff.read', 'security.read', 'security.resolve'], admin));
afterEach(() => endSession('signed-out'));

it.each([
  ['English', english, 'en'],
  ['Hindi', hindi, 'hi'],
] as const)('every kind of security event has a title and an explanation in %s', (_, words, language) => {
  expect(Object.keys(words.type).toSorted()).toEqual([...SECURITY_EVENT_TYPES].toSorted());
  // Mails and files call it the same.
  for (const type of SECURITY_EVENT_TYPES)
    expect(words.type[type].title.replaceAll("'", '’')).toBe(EVENT_TEXT[type][language]);
});

describe('the list of security events', () => {
  it('is narrowed by the address and by the figures above it, and leads to an event', async () => {
    const asked: unknown[] = [];
    const found = trpcQuery('securityEvents.list', (input) => {
      asked.push(input);
      return pageOf([eventItem]);
    });
    const user = userEvent.setup();
    renderApp('/security-events?state=all&type=TOKEN_REUSE&address=203.0.113.7', [
      found,
      trpcQuery('securityEvents.get', eventView),
      ...barAnswers,
    ]);
    const table = within(await screen.findByRole('table', { name: 'Security events' }));
    expect(table.getAllByRole('row')[1]).toHaveTextContent(/Critical.*Session key used twice.*Meera Rao/);
    expect(asked).toEqual([{ state: 'all', type: 'TOKEN_REUSE', address: '203.0.113.7' }]);
    await user.click(screen.getByRole('button', { name: '1 Critical, open' }));
    await expect.poll(() => asked.at(-1)).toMatchObject({ severity: 'CRITICAL' });
    await user.click(table.getByRole('link', { name: 'Session key used twice' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Session key used twice' })).toBeVisible();
  });

  it('falls back where the address holds nothing usable, and says what is empty', async () => {
    const asked: unknown[] = [];
    const none = trpcQuery('securityEvents.list', (input) => {
      asked.push(input);
      return pageOf([]);
    });
    renderApp('/security-events?state=7&severity=x&type=NO_SUCH_TYPE&owner=me&address=%25&from=x', [
      none,
      ...barAnswers,
    ]);
    expect(await screen.findByText('No security event is open')).toBeVisible();
    expect(asked).toEqual([{}]);
  });

  it('says of all events that none fits, not that none is open', async () => {
    renderApp('/security-events?state=all', [trpcQuery('securityEvents.list', pageOf([])), ...barAnswers]);
    expect(await screen.findByText('No event fits')).toBeVisible();
  });

  it('resolves several that were chosen with one note; what was refused stays chosen', async () => {
    const other = { ...eventItem, id: '0190a000-0000-7000-8000-0000000005e2', version: 1 };
    const sent: unknown[] = [];
    const resolve = trpcMutation('securityEvents.resolveMany', (input) => {
      sent.push(input);
      return { resolved: [eventItem.id], refused: [{ id: other.id, code: 'CASE_HELD' }] };
    });
    const user = userEvent.setup();
    renderApp('/security-events', [
      trpcQuery('securityEvents.list', pageOf([eventItem, other])),
      resolve,
      ...barAnswers,
    ]);
    await user.click(await screen.findByRole('checkbox', { name: 'Select all' }));
    await user.click(screen.getByRole('button', { name: 'Resolve together…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'What were these 2?' }));
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(sent).toEqual([]);
    await user.click(dialog.getByRole('radio', { name: /Harmless/ }));
    await user.type(dialog.getByLabelText(/What you found/), 'A script of our own');
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByText(/1 event was not resolved/)).toBeVisible();
    const events = [eventItem, other].map(({ id, version }) => ({ id, version }));
    expect(sent).toEqual([{ events, resolution: 'FALSE_POSITIVE', note: 'A script of our own' }]);
    expect(screen.getByText('1 event chosen')).toBeVisible();
  });

  it('offers to try again where it could not be read', async () => {
    const failed = trpcError('securityEvents.list', { errorCode: 'UNAVAILABLE', httpStatus: 503 });
    renderApp('/security-events', [failed, ...barAnswers]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('is no page of who may not read it', async () => {
    signInAs(['self.manage', 'review.read'], admin);
    renderApp('/security-events', barAnswers);
    expect(await screen.findByText('Nothing here for your role yet')).toBeVisible();
  });
});

async function openDialog(note: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Resolve…' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByLabelText(/^Harmless/));
  await user.type(dialog.getByLabelText(/^What you found/), note);
  return { user, dialog };
}

describe('a security event', () => {
  it('says what happened and leads to the person, the sign-ins and what is near', async () => {
    show(eventView);
    expect(await screen.findByRole('link', { name: 'Meera Rao' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Sign-ins from 203.0.113.7' })).toBeVisible();
    expect(screen.getByRole('link', { name: '2 other events of this person within a day' })).toBeVisible();
    expect(screen.getByRole('link', { name: /No other event from this address/ })).toBeVisible();
    expect(screen.getByText('NEW_DEVICE')).toBeVisible();
  });

  it('is taken, and resolved with a note', async () => {
    const sent: unknown[] = [];
    const answer = (name: string, view: ShownEvent) =>
      trpcMutation(`securityEvents.${name}`, (input) => {
        sent.push(input);
        return view;
      });
    show(eventView);
    const resolved = { resolvedBy: admin, resolvedAt: '2026-11-20T11:00:00.000Z', note: 'Two tabs, fictional' };
    server.use(
      answer('take', mine),
      answer('resolve', { ...mine, ...resolved, state: 'RESOLVED', resolution: 'FALSE_POSITIVE' }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Take it' }));
    const { dialog, user } = await openDialog('Two tabs, fictional');
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByText(/^Resolved by Priya Nair/)).toBeVisible();
    expect(screen.getByText('Two tabs, fictional')).toBeVisible();
    expect(sent).toEqual([
      { id: eventItem.id, version: 3 },
      { id: eventItem.id, version: 4, resolution: 'FALSE_POSITIVE', note: 'Two tabs, fictional' },
    ]);
  });

  it('that was resolved is opened again for a reason, and shows what was found before', async () => {
    const at = '2026-11-20T11:00:00.000Z';
    const note = 'Two tabs, fictional';
    show({ ...eventView, state: 'RESOLVED', resolution: 'FALSE_POSITIVE', resolvedBy: admin, resolvedAt: at, note });
    const sent: unknown[] = [];
    const found = { resolution: 'FALSE_POSITIVE', resolvedBy: admin.name, resolvedAt: at, note } as const;
    const reopenings = [{ ...found, by: 'Ines Duarte', at, why: 'It came back', isAsRecorded: false }];
    server.use(
      trpcMutation('securityEvents.reopen', (input) => {
        sent.push(input);
        return { ...mine, reopenings };
      }),
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Reopen…' }));
    server.use(trpcQuery('securityEvents.get', { ...mine, reopenings }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Look into it again?' }));
    await user.click(dialog.getByRole('button', { name: 'Reopen' }));
    expect(sent).toEqual([]);
    await user.click(dialog.getByRole('textbox'));
    await user.paste('It came back');
    await user.click(dialog.getByRole('button', { name: 'Reopen' }));
    expect(await screen.findByText(/Ines Duarte opened it again: It came back/)).toBeVisible();
    expect(screen.getByText(/^It was harmless · Resolved by Priya Nair,/)).toBeVisible();
    expect(screen.getByText(note)).toBeVisible();
    expect(screen.getByText('These are not the words that were recorded.')).toBeVisible();
    expect(sent).toEqual([{ id: eventItem.id, version: 3, why: 'It came back' }]);
  });

  it('that a colleague resolved first names them, and keeps what was typed', async () => {
    show(mine);
    const details = { decidedBy: 'Ines Duarte', decidedAt: '2026-11-20T11:00:00.000Z' };
    server.use(trpcError('securityEvents.resolve', { errorCode: 'ALREADY_REVIEWED', httpStatus: 409, details }));
    const { dialog, user } = await openDialog('Two tabs, fictional');
    server.use(trpcQuery('securityEvents.get', { ...mine, state: 'RESOLVED', resolution: 'ACCEPTED' }));
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('Ines Duarte resolved this event already');
    expect(dialog.getByLabelText(/^What you found/)).toHaveValue('Two tabs, fictional');
  });

  it('is given back, and asks for a finding and ten characters', async () => {
    show(mine);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Resolve…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(dialog.getByText('Choose what it was.')).toBeVisible();
    expect(dialog.getByText('Write at least 10 characters.')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    server.use(trpcMutation('securityEvents.giveBack', { ...eventView, version: 5 }));
    await user.click(screen.getByRole('button', { name: 'Give it back' }));
    expect(await screen.findByRole('heading', { name: 'Nobody has taken this yet' })).toBeVisible();
  });

  it('is only read by auditors, who can follow the person', async () => {
    signInAs(['self.manage', 'review.read', 'security.read', 'audit.read'], admin);
    show(eventView);
    expect(await screen.findByRole('link', { name: 'Everything this person did' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Take|Resolve|Give/ })).not.toBeInTheDocument();
  });
});
