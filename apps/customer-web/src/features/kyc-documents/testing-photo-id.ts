import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overview, rows } from '../../testing-overview.ts';
import { trpcQuery } from '../../testing.tsx';

export const standing = trpcQuery(
  'application.overview',
  overview({ rows: rows({ photo_id: { state: 'missing' } }), nextAction: 'photo_id' }),
);
/** A document as the list tells of it: being checked, unless said otherwise. */
export const stored = (side: string, changed: object = {}) => ({
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
  uploadDate: new Date().toISOString(),
  issuedOn: null,
  expiresOn: null,
  refusal: null,
  ...changed,
});
export const list = (...results: ReturnType<typeof stored>[]) =>
  trpcQuery('documents.list', { count: results.length, results });
export const pick = async (file: File) =>
  userEvent.upload(screen.getByLabelText('Page of your passport with the photo', { selector: 'input' }), file, {
    applyAccept: false,
  });
export async function typePassport() {
  await userEvent.click(await screen.findByRole('radio', { name: 'Passport' }));
  await userEvent.type(screen.getByLabelText('Document number'), 'X1231882');
}
