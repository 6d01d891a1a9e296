import type { CaseView } from '@ostiary/domain/review';
import { useTranslation } from 'react-i18next';
import { RevealValue } from './reveal-value.tsx';
import classes from './case.module.css';

/** The numbers of the documents in the case, masked. */
export function RevealDocuments({ view, current }: { view: CaseView; current: string | undefined }) {
  const { t } = useTranslation('review');
  const documents = view.documents.filter(({ documentNumber }) => documentNumber !== '');
  if (documents.length === 0) return null;
  return (
    <section>
      <h2 className={classes.label}>{t('privacy:documentNumbers')}</h2>
      <dl className={classes.data}>
        {documents.map(({ id, documentType, side, documentNumber, requirement }) => {
          const type = t(`document.${documentType}`);
          const name = t('document.side', { type, side: t(`document.${side}`) });
          return (
            <div key={id} data-current={requirement === current ? true : undefined}>
              <dt>{name}</dt>
              <dd>
                <RevealValue
                  view={view}
                  field="document_number"
                  documentId={id}
                  name={t('privacy:numberOf', { name })}
                  masked={documentNumber}
                />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
