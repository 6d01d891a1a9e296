import type { FormContent, RequirementRow } from '@ostiary/domain/requirements';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { formContent, overview, rowOf } from '../../testing-overview.ts';
import { renderWithApi, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';

interface Step {
  readonly screen: ReactElement;
  readonly row: Partial<RequirementRow> & Pick<RequirementRow, 'code'>;
  readonly content?: Partial<FormContent>;
  /** Fields that the server refuses, by path. */
  readonly refused?: Record<string, string>;
}

/** One step of the application before a server that remembers what it was sent. */
export async function openStep({ screen: ui, row, content = {}, refused }: Step) {
  const saved: unknown[] = [];
  const drafts: unknown[] = [];
  const chosen: unknown[] = [];
  const keep = (list: unknown[], answer: object) => (input: unknown) => {
    list.push(input);
    return { ...answer };
  };
  const { code, ...changed } = row;
  const fieldErrors = Object.fromEntries(
    Object.entries(refused ?? {}).map(([path, problem]) => [path, [{ code: problem, message: problem }]]),
  );
  const { rows = {}, ...rest } = content;
  const { router } = await renderWithApi(ui, [
    trpcQuery(
      'application.overview',
      overview({ rows: [rowOf(code, { state: 'missing', ...changed })], nextAction: code }),
    ),
    trpcQuery('requirements.form', formContent(rows, rest)),
    trpcMutation('requirements.saveDraft', keep(drafts, { savedAt: '2026-11-20T09:00:00Z' })),
    trpcMutation('requirements.choose', keep(chosen, {})),
    refused
      ? trpcError('requirements.put', { errorCode: 'INVALID_INPUT', fieldErrors })
      : trpcMutation('requirements.put', keep(saved, {})),
  ]);
  await screen.findByRole('button', { name: /Save and continue|Change it/ });
  return { saved, drafts, chosen, router };
}

export const type = async (label: string | RegExp, text: string) => userEvent.type(screen.getByLabelText(label), text);
export const press = async (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
export const save = () => press('Save and continue');
