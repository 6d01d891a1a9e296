import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { formContent, overview, refusal, rows } from '../../testing-overview.ts';
import { renderWithApi, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { CheckAnswersScreen } from './check-answers-screen.tsx';

const form = trpcQuery(
  'requirements.form',
  formContent({ identity: { fields: { dateOfBirth: '1990-03-27' }, masked: {} } }),
);
const sent = trpcMutation('application.submit', { status: 'SUBMITTED' });
const standing = (changed: Parameters<typeof overview>[0] = {}) => trpcQuery('application.overview', overview(changed));
const send = async () => userEvent.click(await screen.findByRole('button', { name: 'Send the application' }));

describe('checking the answers', () => {
  it('shows every answer with the way to change it', async () => {
    await renderWithApi(<CheckAnswersScreen />, [
      standing({ rows: rows({ identity: { summary: 'Asha Verma' } }) }),
      form,
    ]);
    expect(await screen.findByText('Asha Verma, born 27 March 1990')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Change Photo id' })).toHaveAttribute('href', '/steps/photo-id');
  });

  it('sends the application and goes home', async () => {
    const { router } = await renderWithApi(<CheckAnswersScreen />, [standing(), form, sent], {
      path: '/check-answers',
    });
    await send();
    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
  });

  it('waits while files are being checked and then sends by itself', async () => {
    let isChecking = true;
    const { router, queryClient } = await renderWithApi(
      <CheckAnswersScreen />,
      [trpcQuery('application.overview', () => overview({ isChecking })), form, sent],
      { path: '/check-answers' },
    );
    await send();
    expect(await screen.findByText(/goes off by itself/)).toBeVisible();
    isChecking = false;
    await queryClient.invalidateQueries();
    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
  });

  it('waits when the server says that checks are running, and asks it no more until it knows better', async () => {
    let asked = 0;
    const refuse = http.post('*/trpc/application.submit', () => {
      asked += 1;
      const data = { errorCode: 'CHECKS_RUNNING', httpStatus: 409 };
      return HttpResponse.json({ error: { message: 'Running', code: -32600, data } }, { status: 409 });
    });
    await renderWithApi(<CheckAnswersScreen />, [standing(), form, refuse]);
    await send();
    expect(await screen.findByText(/goes off by itself/)).toBeVisible();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked).toBe(1);
  });

  it('stops waiting when a check found something', async () => {
    let found = false;
    const problem = { rows: rows({ photo_id: { state: 'refused', refusal } }), nextAction: 'photo_id' } as const;
    const { queryClient } = await renderWithApi(<CheckAnswersScreen />, [
      trpcQuery('application.overview', () => overview(found ? problem : { isChecking: true })),
      form,
    ]);
    await send();
    found = true;
    await queryClient.invalidateQueries();
    expect(await screen.findByRole('link', { name: 'Go on' })).toHaveAttribute('href', '/steps/photo-id');
  });

  it('says why it could not be sent', async () => {
    await renderWithApi(<CheckAnswersScreen />, [
      standing(),
      form,
      trpcError('application.submit', { errorCode: 'REQUIREMENTS_OPEN', httpStatus: 409 }),
    ]);
    await send();
    expect(await screen.findByRole('alert')).toHaveTextContent('Something is still missing');
  });
});
