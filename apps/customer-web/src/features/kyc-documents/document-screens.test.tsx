import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { overview, refusal, rows } from '../../testing-overview.ts';
import { renderWithApi, server, trpcMutation, trpcQuery } from '../../testing.tsx';
import { PhotoIdScreen } from './document-screens.tsx';
import { photoFile } from './testing-files.ts';
import { list, pick, standing, stored, typePassport } from './testing-photo-id.ts';
import { tusBank } from './testing-tus.ts';

const accept = () => tusBank({ onFinished: () => server.use(list(stored('FRONT'))) }).handlers;

describe('sending a photo id', () => {
  it('shows the file as being checked once it has arrived', async () => {
    await renderWithApi(<PhotoIdScreen />, [standing, list(), ...accept()]);
    await typePassport();
    await pick(photoFile());
    expect(await screen.findByText('Being checked')).toBeVisible();
  });

  it('asks for the back too, but not of a passport', async () => {
    await renderWithApi(<PhotoIdScreen />, [standing, list()]);
    await userEvent.click(await screen.findByRole('radio', { name: 'Driver’s license' }));
    expect(screen.getByRole('group', { name: 'Back of your driver’s license' })).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'Passport' }));
    expect(screen.queryByRole('group', { name: /^Back/ })).toBeNull();
  });

  it('asks an Indian applicant for an Indian state, and takes a passport to be of India', async () => {
    const indian = overview({ country: 'IN', rows: rows({ photo_id: { state: 'missing' } }), nextAction: 'photo_id' });
    await renderWithApi(<PhotoIdScreen />, [trpcQuery('application.overview', indian), list()]);
    await userEvent.click(await screen.findByRole('radio', { name: 'Driver’s license' }));
    expect(screen.getByRole('option', { name: 'Karnataka' })).toBeInTheDocument();
    expect(screen.queryByRole('option', { name: 'Illinois' })).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: 'Passport' }));
    expect(screen.getByLabelText('Issued by')).toHaveValue('IN');
  });

  it.each([
    { name: 'too large', size: 10_485_761, content: '%PDF-1.7', said: 'larger than 10 MB' },
    { name: 'empty', size: 0, content: '', said: 'is empty' },
    { name: 'of another kind', size: 9, content: '<svg>', said: 'PDF, JPEG and PNG' },
  ])('refuses a file that is $name before sending it', async ({ size, content, said }) => {
    await renderWithApi(<PhotoIdScreen />, [standing, list()]);
    await typePassport();
    const file = new File([content], 'scan', { type: 'image/jpeg' });
    Object.defineProperty(file, 'size', { value: size });
    await pick(file);
    expect(await screen.findByRole('alert')).toHaveTextContent(said);
    expect(screen.getByLabelText('Document number')).toHaveValue('X1231882');
  });

  it('holds a file until the number beside it is typed', async () => {
    const { router } = await renderWithApi(<PhotoIdScreen />, [standing, list(), ...accept()]);
    await userEvent.click(await screen.findByRole('radio', { name: 'Passport' }));
    await pick(photoFile());
    await userEvent.click(screen.getByRole('button', { name: 'Save and continue' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Fill this in.');
    await userEvent.type(screen.getByLabelText('Document number'), 'X1231882');
    await userEvent.click(screen.getByRole('button', { name: 'Save and continue' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/continue'));
  });

  it('puts a refused number on its field', async () => {
    const refuse = http.post('*/api/uploads', () =>
      HttpResponse.json(
        { document_number: ['No'], codes: { document_number: ['DOCUMENT_NUMBER_UNAVAILABLE'] } },
        { status: 409 },
      ),
    );
    await renderWithApi(<PhotoIdScreen />, [standing, list(), refuse]);
    await typePassport();
    await pick(photoFile());
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
    const remove = within(card).getByRole('button', { name: /^Remove/ });
    await userEvent.click(remove);
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(card).toBeVisible();
    await userEvent.click(remove);
    await userEvent.click(await screen.findByRole('button', { name: 'Remove the file' }));
    await userEvent.click(await screen.findByRole('radio', { name: 'Passport' }));
    expect(screen.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  });

  it('says when the check takes longer than usual', async () => {
    await renderWithApi(<PhotoIdScreen />, [standing, list(stored('FRONT', { uploadDate: '2026-11-20T09:00:00Z' }))]);
    const card = await screen.findByRole('group', { name: 'Page of your passport with the photo' });
    expect(within(card).getAllByText(/longer than usual/)[0]).toBeVisible();
  });

  it('says why the last file could not be used', async () => {
    const failed = stored('FRONT', { status: 'REJECTED', verificationStatus: 'REJECTED', refusal });
    await renderWithApi(<PhotoIdScreen />, [standing, list(failed)]);
    await userEvent.click(await screen.findByRole('radio', { name: 'Passport' }));
    expect(screen.getByText(/passport\.jpg: We could not read it\./)).toBeVisible();
  });
});
