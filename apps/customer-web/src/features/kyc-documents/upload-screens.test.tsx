import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { endSession, startSession } from '../../lib/session.ts';
import { refusal } from '../../testing-overview.ts';
import { renderWithApi, server } from '../../testing.tsx';
import { PhotoIdScreen } from './document-screens.tsx';
import { jpegBytes, photoFile } from './testing-files.ts';
import { list, pick, standing, stored, typePassport } from './testing-photo-id.ts';
import { tusBank } from './testing-tus.ts';

const megabyte = 1_048_576;
const big = () => photoFile('passport.jpg', 3 * megabyte);
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const said = (text: RegExp | string) =>
  waitFor(() =>
    expect(
      screen
        .getAllByRole('status')
        .map(({ textContent }) => textContent)
        .join('\n'),
    ).toMatch(text),
  );
const never = () => new Promise<undefined>(() => undefined);

/** The photo id step of a bank that behaves like this, with the passport's number typed. */
async function open(behaviour: Parameters<typeof tusBank>[0] = {}) {
  const { bank, handlers } = tusBank({ onFinished: () => server.use(list(stored('FRONT'))), ...behaviour });
  const view = await renderWithApi(<PhotoIdScreen />, [standing, list(), ...handlers]);
  await typePassport();
  return { bank, ...view };
}

describe('a file on its way', () => {
  it('tells how far it is in percent and bytes, aloud too', async () => {
    await open({ onPiece: ({ count }) => (count === 2 ? never() : undefined) });
    await pick(big());
    expect(await screen.findByText(/^2\.0 of 3\.0 MB, 66 %$/)).toBeVisible();
    await said('passport.jpg, 50 %');
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '2.0 of 3.0 MB, 66 %');
    expect(screen.getByLabelText('Document number')).toHaveAttribute('readonly');
  });

  it('is paused and goes on from there', async () => {
    let isHeld = true;
    const { bank } = await open({ onPiece: ({ count }) => (isHeld && count > 1 ? never() : undefined) });
    await pick(big());
    await screen.findByText(/66 %/);
    await press('Pause');
    await said('Paused');
    expect(screen.getByRole('button', { name: 'Continue' })).toHaveFocus();
    isHeld = false;
    await press('Continue');
    expect(await screen.findByText('Being checked')).toBeVisible();
    expect(bank.calls.filter((call) => call === 'POST')).toHaveLength(1);
    expect(bank.calls).toContain('HEAD');
  });

  it('goes on with “Save and continue” while it is paused', async () => {
    let isHeld = true;
    const { router } = await open({ onPiece: () => (isHeld ? never() : undefined) });
    await pick(photoFile());
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    isHeld = false;
    await press('Save and continue');
    await waitFor(() => expect(router.state.location.pathname).toBe('/continue'));
  });

  it('waits for a lost line, says so, and goes on by itself', async () => {
    const { bank } = await open({ onPiece: ({ count }) => (count === 2 ? HttpResponse.error() : undefined) });
    await pick(big());
    await said(/connection is lost.*in 1 second/);
    expect(await screen.findByText('Being checked')).toBeVisible();
    expect(bank.calls.filter((call) => call === 'POST')).toHaveLength(1);
  });

  it('says that the bank is busy where it is, not that the line is lost', async () => {
    const busy = () => HttpResponse.json({ code: 'BUSY', detail: 'Busy' }, { status: 503 });
    await open({ onPiece: ({ count }) => (count === 2 ? busy() : undefined) });
    await pick(big());
    await said(/bank is busy.*in 1 second/);
    expect(await screen.findByText('Being checked')).toBeVisible();
  });

  it('is cancelled, and leaves nothing behind', async () => {
    const { bank } = await open({ onPiece: never });
    await pick(big());
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    await press('Cancel');
    await said('Sending was cancelled');
    expect(screen.getByRole('button', { name: 'Choose a file' })).toBeEnabled();
    await waitFor(() => expect(bank.state).toBe('gone'));
    expect(Object.keys(localStorage).filter((key) => key.startsWith('ostiary.upload.'))).toEqual([]);
  });

  it('is kept with what was typed when the bank refuses, and may be tried again', async () => {
    let isShut = true;
    await open({
      onBegin: () => (isShut ? HttpResponse.json({ detail: 'No', code: 'FORBIDDEN' }, { status: 403 }) : undefined),
    });
    await pick(photoFile());
    expect(await screen.findByRole('alert')).toHaveTextContent('You may not do this.');
    isShut = false;
    await press('Try again');
    expect(await screen.findByText('Being checked')).toBeVisible();
  });
});

describe('a token that ends on the way', () => {
  afterEach(() => endSession('signed-out'));

  it('is renewed, and the file goes on with the new one', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    startSession('old', soon);
    server.use(
      http.post('*/trpc/auth.refresh', () =>
        HttpResponse.json({ result: { data: { access: 'new', accessExpiresAt: soon } } }),
      ),
    );
    const { bank } = await open({
      onPiece: ({ count }) =>
        count === 2 ? HttpResponse.json({ detail: 'Old', code: 'TOKEN_EXPIRED' }, { status: 401 }) : undefined,
    });
    await pick(big());
    expect(await screen.findByText('Being checked')).toBeVisible();
    expect([...bank.access].slice(-2)).toEqual(['Bearer old', 'Bearer new']);
    expect(bank.calls.filter((call) => call === 'POST')).toHaveLength(1);
  });
});

describe('after a reload', () => {
  async function leaveHalfway() {
    const { unmount } = await open({ onPiece: ({ count }) => (count === 2 ? never() : undefined) });
    await pick(big());
    await screen.findByText(/66 %/);
    unmount();
  }
  async function comeBack(changed: object = {}) {
    const parts = tusBank({ onFinished: () => server.use(list(stored('FRONT'))) });
    Object.assign(parts.bank, { size: 3 * megabyte, received: 2 * megabyte }, changed);
    await renderWithApi(<PhotoIdScreen />, [standing, list(), ...parts.handlers]);
    await typePassport();
    return parts.bank;
  }

  it('the same file goes on from where it was', async () => {
    await leaveHalfway();
    const bank = await comeBack();
    await said(/choose the same file again to go on from 66 %/);
    await pick(big());
    expect(await screen.findByText('Being checked')).toBeVisible();
    expect(bank.calls).toEqual(['GET', 'HEAD', `PATCH ${2 * megabyte}`]);
  });

  it('another file starts from its beginning, and says so', async () => {
    await leaveHalfway();
    const bank = await comeBack();
    await pick(photoFile('other.jpg', 2 * megabyte));
    expect(await screen.findByText('Being checked')).toBeVisible();
    expect(bank.calls).toEqual(expect.arrayContaining(['DELETE', 'POST', 'PATCH 0']));
  });

  it('what was begun can be given up', async () => {
    await leaveHalfway();
    const bank = await comeBack();
    await said(/go on from 66 %/);
    await press('Cancel');
    await waitFor(() => expect(screen.queryAllByText(/go on from 66 %/)).toEqual([]));
    expect(bank.state).toBe('gone');
  });

  it('a refusal that nobody saw is told', async () => {
    await leaveHalfway();
    await comeBack({ state: 'refused', problem: { code: 'FILE_TYPE_REFUSED', message: 'No' } });
    expect(await screen.findByText('We can read PDF, JPEG and PNG. Send one of these.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send another file' })).toBeVisible();
  });
});

describe('before sending', () => {
  it('a small picture is asked about, and may go anyway', async () => {
    const { bank } = await open();
    await pick(new File([jpegBytes(500, 400)], 'tiny.jpg', { type: 'image/jpeg' }));
    await said(/tiny\.jpg: This picture has only 500 × 400 pixels/);
    expect(bank.calls).toEqual([]);
    await press('Send it anyway');
    expect(await screen.findByText('Being checked')).toBeVisible();
  });

  it('a photo above the limit is refused when the device cannot make it smaller', async () => {
    Object.assign(globalThis, { createImageBitmap: () => Promise.reject(new Error('no canvas here')) });
    await open();
    await pick(photoFile('huge.jpg', 10 * megabyte + 1));
    await said(/huge\.jpg: This photo has 10\.0 MB/);
    await press('Make it smaller and send');
    expect(await screen.findByRole('alert')).toHaveTextContent('larger than 10 MB');
  });

  it('a screenshot is pasted', async () => {
    await open();
    fireEvent.paste(document.body, { clipboardData: { files: [photoFile('image.png')] } });
    expect(await screen.findByText('Being checked')).toBeVisible();
  });
});

describe('after the check', () => {
  it('a refusal comes with its reason and a place for another file, on the same page', async () => {
    const failed = stored('FRONT', { status: 'REJECTED', verificationStatus: 'REJECTED', refusal });
    await open({ onFinished: () => server.use(list(stored('FRONT'))) });
    await pick(photoFile());
    await said('Page of your passport with the photo: Being checked');
    server.use(list(failed));
    await said('Page of your passport with the photo: We could not read it. Take the photo in daylight.');
    server.use(...tusBank({ onFinished: () => server.use(list(stored('FRONT', { status: 'PENDING' }))) }).handlers);
    expect(screen.getByRole('button', { name: 'Send another file' })).toBeVisible();
    await pick(photoFile('again.jpg'));
    await said('Page of your passport with the photo: Received');
  });
});
