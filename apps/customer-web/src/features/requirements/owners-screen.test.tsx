import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { OwnersScreen } from './owners-screen.tsx';
import { openStep, press, save } from './testing-step.tsx';

const row = { code: 'owners' } as const;
const one = '0197f3a0-0000-4000-8000-000000000001';
const two = '0197f3a0-0000-4000-8000-000000000002';
const person = (key: string, firstName: string, sharePercent: string) => ({
  key,
  firstName,
  lastName: 'Marsh',
  sharePercent,
});
const identified = { dateOfBirth: '1975-11-30', country: 'US', numberKind: 'ssn' };

const flat = (owners: readonly Record<string, string>[], nobodyAtThreshold = 'false') => {
  const entries = owners.flatMap((owner, at) =>
    Object.entries(owner).map(([name, text]): [string, string] => [`owners.${at}.${name}`, text]),
  );
  return { ...Object.fromEntries(entries), nobodyAtThreshold };
};
const open = (
  owners: readonly Record<string, string>[] = [],
  masked: Record<string, string> = {},
  refused?: Record<string, string>,
) =>
  openStep({
    screen: <OwnersScreen />,
    row,
    content: {
      ownerThreshold: 25,
      ...(owners.length > 0 ? { rows: { owners: { fields: flat(owners), masked } } } : {}),
    },
    refused,
  });
const card = (number: number) => {
  const found = screen.getByRole('heading', { name: `Owner ${number}` }).closest('li');
  if (!found) throw new Error('an owner has no card');
  return within(found);
};

describe('the owners', () => {
  it('are told only of fields that the page has: a number is asked for once its kind is chosen', async () => {
    await open([person(one, 'Ada', '60')]);
    await save();
    const summary = await screen.findByRole('alert');
    const items = within(summary).getAllByRole('link');
    expect(items.map((item) => item.textContent)).toContain(
      'Owner 1, Which number can you give for this person: Fill this in.',
    );
    expect(items.map((item) => item.textContent)).not.toContain('Fill this in.');
    await userEvent.type(card(1).getByLabelText(/Share/), '{Backspace}{Backspace}9');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('are added one by one, and asked who they are from the threshold on', async () => {
    const { saved } = await open();
    await press('Add an owner');
    expect(card(1).getByLabelText('First name')).toHaveFocus();
    await userEvent.keyboard('Ada');
    await userEvent.type(card(1).getByLabelText('Last name'), 'Marsh');
    await userEvent.type(card(1).getByLabelText(/Share/), '24,99');
    expect(card(1).queryByLabelText('Day')).toBeNull();
    await userEvent.clear(card(1).getByLabelText(/Share/));
    await userEvent.type(card(1).getByLabelText(/Share/), '60');
    await userEvent.type(card(1).getByLabelText('Day'), '30');
    await userEvent.type(card(1).getByLabelText('Month'), '11');
    await userEvent.type(card(1).getByLabelText('Year'), '1975');
    await userEvent.selectOptions(card(1).getByLabelText(/Which number/), 'ssn');
    await userEvent.type(card(1).getByLabelText('Social Security number'), '536904399');
    await save();
    const owner = { firstName: 'Ada', lastName: 'Marsh', ...identified, number: '536-90-4399', sharePercent: 60 };
    await waitFor(() =>
      expect(saved).toEqual([
        { code: 'owners', owners: [{ key: expect.any(String), ...owner }], nobodyAtThreshold: false },
      ]),
    );
  }, 20_000);

  it('show their shares added up as they are typed, and more than the whole is refused', async () => {
    const { saved } = await open([person(one, 'Ada', '60'), person(two, 'Ben', '20.01')]);
    expect(screen.getByText('Together 80.01 %')).toBeVisible();
    await userEvent.clear(card(2).getByLabelText(/Share/));
    await userEvent.type(card(2).getByLabelText(/Share/), '40.01');
    expect(screen.getByText(/Together 100.01 %: that is more/)).toBeVisible();
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('add up to more than 100 percent');
    expect(saved).toEqual([]);
    await userEvent.type(card(2).getByLabelText(/Share/), '{Backspace}{Backspace}{Backspace}');
    expect(screen.queryByText('The shares add up to more than 100 percent.')).toBeNull();
    expect(screen.getByText('Together 100 %')).toBeVisible();
  });

  it('from the threshold on need what the law asks, each named in the summary', async () => {
    await open([person(one, 'Ada', '10'), person(two, 'Ben', '25')]);
    await save();
    const summary = screen.getByRole('alert');
    expect(summary).toHaveFocus();
    expect(summary).toHaveTextContent('Owner 2, Date of birth: Fill this in.');
    expect(summary).toHaveTextContent('Owner 2, Which number can you give for this person: Fill this in.');
    expect(summary).not.toHaveTextContent('Owner 1');
    await userEvent.click(within(summary).getByRole('link', { name: /Owner 2, Date of birth/ }));
    expect(card(2).getByLabelText('Day')).toHaveFocus();
  });

  it('may be none at the threshold, when somebody says so', async () => {
    const { saved } = await open();
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('Name each owner at or above the threshold');
    await userEvent.click(screen.getByLabelText('Nobody owns 25 % or more'));
    await save();
    await waitFor(() => expect(saved).toEqual([{ code: 'owners', owners: [], nobodyAtThreshold: true }]));
  });

  it('keep a number given before under its own person, also when another is removed', async () => {
    const known = [
      { ...person(one, 'Ada', '30'), ...identified },
      { ...person(two, 'Ben', '40'), ...identified },
    ];
    const { saved } = await open(known, { 'owners.0.number': '•••• 1111', 'owners.1.number': '•••• 2222' });
    expect(card(2).getByText('Ends in 2222')).toBeVisible();
    await press('Remove Ada Marsh');
    expect(screen.getByRole('button', { name: 'Add another owner' })).toHaveFocus();
    expect(card(1).getByText('Ends in 2222')).toBeVisible();
    await save();
    const ben = { key: two, firstName: 'Ben', lastName: 'Marsh', ...identified, sharePercent: 40 };
    await waitFor(() => expect(saved).toEqual([{ code: 'owners', owners: [ben], nobodyAtThreshold: false }]));
  });

  it('send no more than a name and a share of who is below the threshold', async () => {
    const small = { ...person(one, 'Ada', '5'), ...identified };
    const { saved } = await open([small, { ...person(two, 'Ben', '40'), ...identified }], {
      'owners.1.number': '•••• 2222',
    });
    await save();
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toMatchObject({
      owners: [{ ...person(one, 'Ada', '5'), sharePercent: 5 }, { numberKind: 'ssn' }],
    });
    expect(JSON.stringify(saved[0]).match(/dateOfBirth/g)).toHaveLength(1);
  });

  it('leave their numbers out of the draft', async () => {
    const { drafts } = await open([{ ...person(one, 'Ada', '60'), ...identified }]);
    await userEvent.type(card(1).getByLabelText('Social Security number'), '536904399');
    await userEvent.type(card(1).getByLabelText('First name'), 'h');
    await waitFor(() => expect(drafts).toHaveLength(1), { timeout: 3_000 });
    expect(drafts[0]).toMatchObject({ code: 'owners', fields: { 'owners.0.firstName': 'Adah', 'owners.0.key': one } });
    expect(JSON.stringify(drafts)).not.toMatch(/4399|owners\.0\.number"/);
  });

  it('show what the server refuses on the owner it is about', async () => {
    const known = [{ ...person(one, 'Ada', '60'), ...identified }];
    await open(known, { 'owners.0.number': '•••• 1111' }, { 'owners.0.number': 'SSN_AREA' });
    await save();
    expect(await screen.findByRole('alert')).toHaveTextContent('do not start with 000');
    expect(card(1).getByLabelText('Social Security number')).toBeInvalid();
  });
});
