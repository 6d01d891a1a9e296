import type { DocumentView } from '@ostiary/domain/kyc-documents';
import type { TFunction } from 'i18next';

const pastStatuses = new Set(['REJECTED', 'SUPERSEDED', 'EXPIRED']);
export const isPast = ({ status }: DocumentView) => pastStatuses.has(status);

export function nameOf(document: DocumentView, t: TFunction): string {
  const hasSides = document.requirement === 'photo_id' && document.documentType !== 'PASSPORT';
  const type = t(`review:document.${document.documentType}`);
  return hasSides ? t('review:document.side', { type, side: t(`review:document.${document.side}`) }) : type;
}
