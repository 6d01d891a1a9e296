import type { CaseView } from '@ostiary/domain/review';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse, type RequestHandler } from 'msw';
import { renderApp, trpcMutation, trpcQuery } from '../../testing.tsx';
import { aCase, caseId, colleague, counts, minutes, reasons, reviewer } from './case-fixture.ts';

export const picture = http.get('*/documents/*', () =>
  HttpResponse.arrayBuffer(new ArrayBuffer(8), { headers: { 'content-type': 'image/png' } }),
);

/** Every row accepted by the reviewer: ready for a decision. */
export const accepted = (view: CaseView): CaseView => ({
  ...view,
  requirements: view.requirements.map((row) => ({
    ...row,
    state: 'accepted',
    judgedBy: row.judgedBy ?? reviewer.name,
  })),
});

/** A server that keeps one case and answers verdicts as the real one does. */
function aDesk(start: CaseView) {
  const sent: unknown[] = [];
  let view = start;
  const judge = trpcMutation('review.judge', (input) => {
    sent.push(input);
    const { requirement, verdict } = input as { requirement: string; verdict: string }; // what the desk sends
    const state = verdict === 'accept' ? 'accepted' : verdict === 'refuse' ? 'refused' : 'submitted';
    const judge = (row: CaseView['requirements'][number]) =>
      row.code === requirement ? { ...row, state, judgedBy: reviewer.name } : row;
    view = { ...view, version: view.version + 1, requirements: view.requirements.map(judge) } as CaseView; // three known words
    return view;
  });
  const handlers = [
    trpcQuery('review.case', () => view),
    trpcQuery('review.counts', counts),
    trpcQuery('review.reasons', reasons),
    // The queue, where a case that was given away leads back to.
    trpcQuery('review.queue', { count: 0, more: false, next: null, results: [] }),
    trpcQuery('review.choices', { policies: [], branches: [], reviewers: [] }),
    trpcQuery('views.list', { results: [] }),
    trpcMutation('desk.renew', { leaseExpiresAt: minutes(15) }),
    trpcQuery('desk.mentionable', { results: [{ ...colleague, canClaim: true }] }),
    judge,
    picture,
  ];
  return { sent, handlers, become: (next: CaseView) => (view = next) };
}

/** The portal with one case open; `more` answers before the desk's own answers. */
export async function openCase(view: CaseView = aCase(), more: RequestHandler[] = []) {
  const desk = aDesk(view);
  const app = renderApp(`/review/${caseId}`, [...more, ...desk.handlers]);
  await screen.findByRole('heading', { level: 1, name: view.name });
  return { ...desk, ...app, user: userEvent.setup() };
}

export const row = (name: RegExp) =>
  within(screen.getByRole('list', { name: 'Requirements' })).getByRole('button', { name });
