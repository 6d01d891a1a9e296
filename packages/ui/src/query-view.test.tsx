import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { QueryView, type ViewableQuery } from './query-view.tsx';
import { testLabels } from './testing.ts';
import { UiProvider } from './ui-provider.tsx';

const query = (parts: Partial<ViewableQuery<string[]>>): ViewableQuery<string[]> => ({
  data: undefined,
  error: null,
  isPending: false,
  isError: false,
  isFetching: false,
  refetch: async () => undefined,
  ...parts,
});

function show(state: ViewableQuery<string[]>) {
  const labels = { ...testLabels, errorRequestId: () => 'req-7' };
  return render(
    <UiProvider labels={labels} env="test">
      <QueryView query={state} empty={<p>Nothing waits</p>}>
        {(names) => <p>{names.join(', ')}</p>}
      </QueryView>
    </UiProvider>,
  );
}

describe('QueryView', () => {
  it('says that it loads', () => {
    show(query({ isPending: true }));
    expect(screen.getByRole('status')).toHaveTextContent('Loading');
  });

  it('tells a failure with its request id and tries again', async () => {
    let asked = 0;
    show(query({ isError: true, error: new Error('secret'), refetch: async () => void (asked += 1) }));
    expect(screen.getByRole('alert')).toHaveTextContent('Something went wrong');
    expect(screen.getByRole('alert')).toHaveTextContent('req-7');
    expect(screen.queryByText(/secret/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(asked).toBe(1);
  });

  it('shows the empty note for an empty list', () => {
    show(query({ data: [] }));
    expect(screen.getByText('Nothing waits')).toBeVisible();
  });

  it('hands the data to its children', () => {
    show(query({ data: ['Asha', 'Meera'] }));
    expect(screen.getByText('Asha, Meera')).toBeVisible();
  });

  it('keeps showing data when only the refresh failed', () => {
    show(query({ data: ['Asha'], isError: true }));
    expect(screen.getByText('Asha')).toBeVisible();
    expect(screen.getByRole('alert')).toBeVisible();
  });
});
