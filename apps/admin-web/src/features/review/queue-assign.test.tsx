import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { anItem, colleague, permissions, reviewer } from './case-fixture.ts';
import { around, asha, page, priya } from './queue-fixture.ts';

beforeEach(() => signInAs([...permissions, 'review.assign'], reviewer));
afterEach(() => endSession('signed-out'));

const list = trpcQuery('review.queue', page([asha, priya]));
const region = () => within(screen.getByRole('region', { name: 'Chosen cases' }));

async function chooseAll(user: ReturnType<typeof userEvent.setup>, to: string) {
  await screen.findByRole('option', { name: 'US individual' });
  await user.click(await screen.findByRole('checkbox', { name: 'Choose Asha Verma' }));
  await user.click(screen.getByRole('checkbox', { name: 'Choose Priya Nair' }));
  await user.selectOptions(region().getByLabelText('Assign to'), to);
}

describe('giving several cases at once', () => {
  it('sends them to a colleague and says what became of each', async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    const refused = [{ id: priya.id, code: 'SELF_REVIEW_FORBIDDEN', message: 'No' }];
    const assign = trpcMutation('desk.assign', (input) => {
      sent.push(input);
      return { assigned: [asha.id], refused };
    });
    renderApp('/review', [...around(), list, assign]);
    await chooseAll(user, 'Tomás Ruiz');
    await user.click(region().getByRole('button', { name: 'Assign' }));
    expect(await region().findByText('Done for 1 case.')).toBeVisible();
    expect(sent).toEqual([{ ids: [asha.id, priya.id], to: colleague.id }]);
    expect(region().getByRole('listitem')).toHaveTextContent('Priya Nair: You may not decide your own application');
    expect(screen.getByRole('checkbox', { name: 'Choose Asha Verma' })).not.toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'Choose Priya Nair' })).toBeChecked();
  });

  it('goes by key alone: to the row, choose, and to the colleague', async () => {
    const user = userEvent.setup();
    renderApp('/review', [...around(), list]);
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.keyboard('jv');
    expect(await screen.findByRole('checkbox', { name: 'Choose Asha Verma' })).toBeChecked();
    await user.keyboard('p');
    expect(region().getByLabelText('Assign to')).toHaveFocus();
    await user.click(document.body);
    await user.keyboard('jv');
    expect(screen.getByRole('checkbox', { name: 'Choose Asha Verma' })).not.toBeChecked();
  });

  it('takes the wish back with nobody', async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    const assign = trpcMutation('desk.assign', (input) => {
      sent.push(input);
      return { assigned: [asha.id, priya.id], refused: [] };
    });
    renderApp('/review', [...around(), list, assign]);
    await chooseAll(user, 'Nobody');
    await user.click(region().getByRole('button', { name: 'Take back' }));
    expect(await region().findByText('Done for 2 cases.')).toBeVisible();
    expect(sent).toEqual([{ ids: [asha.id, priya.id], to: null }]);
    await user.click(region().getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Chosen cases' })).not.toBeInTheDocument());
  });

  it('warns before a colleague loses a case', async () => {
    const user = userEvent.setup();
    const held = trpcQuery('review.queue', page([anItem({ status: 'IN_REVIEW', claimedBy: colleague }), priya]));
    renderApp('/review?tab=all', [...around(), held]);
    await chooseAll(user, 'Meera Rao');
    expect(region().getByText('1 is with a colleague and is handed over at once.')).toBeVisible();
  });

  it('says why nothing was done', async () => {
    const user = userEvent.setup();
    const refusal = trpcError('desk.assign', { errorCode: 'FORBIDDEN', httpStatus: 403 });
    renderApp('/review', [...around(), list, refusal]);
    await chooseAll(user, 'Tomás Ruiz');
    await user.click(region().getByRole('button', { name: 'Assign' }));
    expect(await region().findByRole('alert')).toHaveTextContent('You may not do this.');
    expect(screen.getByRole('checkbox', { name: 'Choose Asha Verma' })).toBeChecked();
  });

  it('is not offered without the permission', async () => {
    signInAs(permissions, reviewer);
    renderApp('/review', [...around(), list]);
    await screen.findByRole('link', { name: 'Asha Verma' });
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });
});
