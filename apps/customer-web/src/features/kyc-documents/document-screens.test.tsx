import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { overview, refusal, rows } from '../../testing-overview.ts';
import { renderWithApi, server, trpcMutation, trpcQuery } from '../../testing.tsx';
import { PhotoIdScreen } from './document-screens.tsx';

const standing = trpcQuery(
  'application.overview',
  overview({ rows: rows({ photo_id: { state: 'missing' } }), nextAction: 'photo_id' }),
);
const stored = (side: string, changed: object = {}) => ({
  id: `0197f3a0-0000-7000-8000-00000000000${side.length}`,
  requirement: 'photo_id',
  documentType: 'PASSPORT',
  side,
  documentNumber: '•••• 1882',
  fileName: 'passport.jpg',
  mediaType: 'image/jpeg',
  sizeBytes: 9,
  status: 'QUARANTINED',
  verificationStatus: 'PENDING',
  uploadDate: '2026-11-20T09:00:00Z',
  issuedOn: null,
  expiresOn: null,
  refusal: null,
  ...changed,
});
const list = (...results: ReturnType<typeof stored>[]) =>
  trpcQuery('documents.list', { count: results.length, results });
const photo = (name = 'passport.jpg') => new File(['\xFF\xD8photo'], name, { type: 'image/jpeg' });
const answer = {
  id: '1',
  document_type: 'PASSPORT',
  document_number: '•••• 1882',
  upload_date: '2026-11-20T09:00:00Z',
  verification_status: 'PENDING',
  message: 'Received',
};
const accept = () =>
  http.post('*/api/kyc/upload/', () => {
    server.use(list(stored('FRONT')));
    return HttpResponse.json(answer, { status: 201 });
  });

const pick = async (file: File) =>
  userEvent.upload(screen.getByLabelText('Page of your passport with the photo', { selector: 'input' }), file, {
    applyAccept: false,
  });
async function typePassport() {
  await userEvent.click(await screen.findByRole('radio', { name: 'Passport' }));
  await userEvent.type(screen.getByLabelText('Document number'), 'X1231882');
}

describe('sending a photo id', () => {
  it('shows the file as being checked once it has arrived', async () => {
    await renderWithApi(<PhotoIdScreen />, [standing, list(), accept()]);
    await typePassport();
    await pick(photo());
    expect(await screen.findByText('Being checked')).toBeVisible();
  });

  it('asks for the back too, but not of a passport', async () => {
    await renderWithApi(<PhotoIdScreen />, [standing, list()]);
    await userEvent.click(await screen.findByRole('radio', { name: 'Driver’s license' }));
    expect(screen.getByRole('group', { name: 'Back of your driver’s license' })).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'Passport' }));
    expect(screen.queryByRole('group', { name: /^Back/ })).toBeNull();
  });

  it('keeps the file and what was typed when the line breaks, and sends it again', async () => {
    await renderWithApi(<PhotoIdScreen />, [
      standing,
      list(),
      http.post('*/api/kyc/upload/', () => HttpResponse.error()),
    ]);
    await typePassport();
    await pick(photo());
    expect(await screen.findByRole('alert')).toHaveTextContent('could not reach the bank');
    server.use(accept());
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Being checked')).toBeVisible();
  });

  it.each([
    { name: 'too large', size: 10_485_761, type: 'image/jpeg', said: 'larger than 10 MB' },
    { name: 'empty', size: 0, type: 'image/jpeg', said: 'is empty' },
    { name: 'of another kind', size: 9, type: 'application/msword', said: 'PDF, JPEG and PNG' },
  ])('refuses a file that is $name before sending it', async ({ size, type, said }) => {
    await renderWithApi(<PhotoIdScreen />, [standing, list()]);
    await typePassport();
    const file = new File(['x'], 'scan', { type });
    Object.defineProperty(file, 'size', { value: size });
    await pick(file);
    expect(await screen.findByRole('alert')).toHaveTextContent(said);
    expect(screen.getByLabelText('Document number')).toHaveValue('X1231882');
  });

  it('holds a file until the number beside it is typed', async () => {
    const { router } = await renderWithApi(<PhotoIdScreen />, [standing, list(), accept()]);
    await userEvent.click(await screen.findByRole('radio', { name: 'Passport' }));
    await pick(photo());
    await userEvent.click(screen.getByRole('button', { name: 'Save and continue' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Fill this in.');
    await userEvent.type(screen.getByLabelText('Document number'), 'X1231882');
    await userEvent.click(screen.getByRole('button', { name: 'Save and continue' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/continue'));
  });

  it('puts a refused number on its field', async () => {
    const refuse = http.post('*/api/kyc/upload/', () =>
      HttpResponse.json(
        { document_number: ['No'], codes: { document_number: ['DOCUMENT_NUMBER_UNAVAILABLE'] } },
        { status: 409 },
      ),
    );
    await renderWithApi(<PhotoIdScreen />, [standing, list(), refuse]);
    await typePassport();
    await pick(photo());
    await waitFor(() =>
      expect(screen.getByLabelText('Document number')).toHaveAccessibleDescription(
        expect.stringContaining('cannot accept this document number'),
      ),
    );
  });

  it('removes a file and offers the place again', async () => {
    const removed = trpcMutation('documents.remove', () => {
      server.use(list());
      return { id: '1' };
    });
    await renderWithApi(<PhotoIdScreen />, [standing, list(stored('FRONT', { status: 'PENDING' })), removed]);
    const card = await screen.findByRole('group', { name: 'Page of your passport with the photo' });
    expect(within(card).getByText('Received')).toBeVisible();
    await userEvent.click(within(card).getByRole('button', { name: /^Remove/ }));
    await userEvent.click(await screen.findByRole('radio', { name: 'Passport' }));
    expect(screen.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  });

  it('says why the last file could not be used', async () => {
    const failed = stored('FRONT', { status: 'REJECTED', verificationStatus: 'REJECTED', refusal });
    await renderWithApi(<PhotoIdScreen />, [standing, list(failed)]);
    await userEvent.click(await screen.findByRole('radio', { name: 'Passport' }));
    expect(screen.getByText(/passport\.jpg: We could not read it\./)).toBeVisible();
  });
});
