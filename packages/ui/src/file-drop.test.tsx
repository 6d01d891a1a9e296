import { cleanup, fireEvent, render, screen } from '@testing-library/react';
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
  takePhoto: 'Take a photo',
  pause: 'Pause',
  goOn: 'Continue',
  paused: 'Paused.',
  preparing: (name) => `Looking at ${name}`,
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
        onPause={() => calls.push('pause')}
        onContinue={() => calls.push('continue')}
        onConfirm={() => calls.push('confirm')}
        hasCamera
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

  it('takes what is pasted anywhere on the page, but not beside another control that has the focus', () => {
    const calls = show({ kind: 'idle' });
    fireEvent.paste(document.body, { clipboardData: { files: [bill] } });
    expect(calls).toEqual(['select bill.pdf']);
    const other = document.createElement('div');
    other.dataset.fileDrop = 'true';
    document.body.append(other);
    fireEvent.paste(other, { clipboardData: { files: [bill] } });
    expect(calls).toHaveLength(1);
    other.remove();
  });

  it('gives one pasted file to one of two controls', () => {
    const [first, second] = [show({ kind: 'idle' }), show({ kind: 'idle' })];
    fireEvent.paste(document.body, { clipboardData: { files: [bill] } });
    expect([first, second]).toEqual([['select bill.pdf'], []]);
  });

  it('offers the camera on a phone only', async () => {
    show({ kind: 'idle' });
    expect(screen.queryByRole('button', { name: 'Take a photo' })).toBeNull();
    cleanup();
    const plain = window.matchMedia;
    window.matchMedia = (query) => Object.assign(plain(query), { matches: query.includes('coarse') });
    const calls = show({ kind: 'idle' });
    window.matchMedia = plain;
    const camera = screen.getByLabelText('Utility bill: Take a photo', { selector: 'input' });
    expect(camera).toHaveAttribute('capture', 'environment');
    await userEvent.upload(camera, new File(['x'], 'photo.jpg', { type: 'image/jpeg' }));
    expect(calls).toEqual(['select photo.jpg']);
  });

  it('names the file that is ready', () => {
    show({ kind: 'selected', file: bill });
    expect(screen.getByRole('status')).toHaveTextContent('bill.pdf is ready');
  });

  it('shows how much was sent, can be cancelled and takes no other file', async () => {
    const calls = show({ kind: 'sending', file: bill, sentBytes: 5, totalBytes: 20 });
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '5 of 20');
    expect(screen.getByText('5 of 20')).toBeVisible();
    fireEvent.drop(screen.getByRole('group'), { dataTransfer: { files: [bill] } });
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(calls).toEqual(['cancel']);
  });

  it('is paused and goes on, by keyboard too', async () => {
    const calls = show({ kind: 'sending', file: bill, sentBytes: 5, totalBytes: 20, canPause: true });
    screen.getByRole('button', { name: 'Pause' }).focus();
    await userEvent.keyboard('{Enter}');
    cleanup();
    const later = show({ kind: 'paused', file: bill, sentBytes: 5, totalBytes: 20 });
    expect(screen.getByRole('status')).toHaveTextContent('bill.pdf: Paused.');
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect([calls, later]).toEqual([['pause'], ['continue']]);
  });

  it('says that the line is lost and can be told to try at once', async () => {
    const calls = show({ kind: 'waiting', file: bill, sentBytes: 5, totalBytes: 20, message: 'The line is lost.' });
    expect(screen.getByRole('status')).toHaveTextContent('The line is lost.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(calls).toEqual(['retry', 'cancel']);
  });

  it('asks before it sends, and still takes another file', async () => {
    const calls = show({ kind: 'asking', fileName: 'bill.pdf', message: 'It is small.', confirm: 'Send it anyway' });
    expect(screen.getByRole('status')).toHaveTextContent('bill.pdf: It is small.');
    await userEvent.click(screen.getByRole('button', { name: 'Send it anyway' }));
    await userEvent.upload(screen.getByLabelText('Utility bill', { selector: 'input' }), bill);
    expect(calls).toEqual(['confirm', 'select bill.pdf']);
  });

  it('says how far an interrupted file came', () => {
    show({ kind: 'interrupted', message: 'Choose the same file again.' });
    expect(screen.getByRole('status')).toHaveTextContent('Choose the same file again.');
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Choose a file' })).toBeEnabled();
  });

  it('announces progress in quarters', () => {
    show({ kind: 'sending', file: bill, sentBytes: 14, totalBytes: 20 });
    expect(screen.getByRole('status')).toHaveTextContent('bill.pdf, 50 %');
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
