import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FileDrop, type FileDropState, type FileDropText } from './file-drop.tsx';
import { testLabels } from './testing.ts';
import { UiProvider } from './ui-provider.tsx';

const text: FileDropText = {
  label: 'Utility bill',
  hint: 'PDF, JPEG, PNG to 10 MB',
  choose: 'Choose a file',
  dropHere: 'or drop it here',
  change: 'Choose another',
  cancel: 'Cancel',
  retry: 'Try again',
  selected: (name) => `${name} is ready`,
  sent: (name) => `${name} arrived`,
  failed: (name) => `${name} was not sent.`,
  progress: (sent, total) => `${sent} of ${total}`,
};
const bill = new File(['%PDF-'], 'bill.pdf', { type: 'application/pdf' });

function show(state: FileDropState, disabled = false) {
  const calls: string[] = [];
  render(
    <UiProvider labels={testLabels} env="test">
      <FileDrop
        state={state}
        text={text}
        accept="application/pdf"
        disabled={disabled}
        onSelect={(file) => calls.push(`select ${file.name}`)}
        onCancel={() => calls.push('cancel')}
        onRetry={() => calls.push('retry')}
      />
    </UiProvider>,
  );
  return calls;
}

describe('FileDrop', () => {
  it('takes a file by button, drop and paste', async () => {
    const calls = show({ kind: 'idle' });
    expect(screen.getByRole('button', { name: 'Choose a file' })).toBeEnabled();
    await userEvent.upload(screen.getByLabelText('Utility bill', { selector: 'input' }), bill);
    fireEvent.drop(screen.getByRole('group'), { dataTransfer: { files: [bill] } });
    fireEvent.paste(screen.getByRole('group'), { clipboardData: { files: [bill] } });
    expect(calls).toEqual(['select bill.pdf', 'select bill.pdf', 'select bill.pdf']);
  });

  it('names the file that is ready', () => {
    show({ kind: 'selected', file: bill });
    expect(screen.getByRole('status')).toHaveTextContent('bill.pdf is ready');
  });

  it('shows how much was sent, can be cancelled and takes no other file', async () => {
    const calls = show({ kind: 'sending', file: bill, sentBytes: 5, totalBytes: 20 });
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
    expect(screen.getByText('5 of 20')).toBeVisible();
    fireEvent.drop(screen.getByRole('group'), { dataTransfer: { files: [bill] } });
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(calls).toEqual(['cancel']);
  });

  it('says that the file arrived', () => {
    show({ kind: 'sent', fileName: 'bill.pdf' });
    expect(screen.getByRole('status')).toHaveTextContent('bill.pdf arrived');
  });

  it('says why it failed and tries again', async () => {
    const calls = show({ kind: 'failed', fileName: 'bill.pdf', message: 'The line broke.', canRetry: true });
    expect(screen.getByRole('alert')).toHaveTextContent('bill.pdf was not sent. The line broke.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(calls).toEqual(['retry']);
  });

  it('takes nothing while disabled', () => {
    const calls = show({ kind: 'idle' }, true);
    fireEvent.drop(screen.getByRole('group'), { dataTransfer: { files: [bill] } });
    expect(calls).toEqual([]);
  });
});
