import type { PersonView } from '@ostiary/domain/access';
import { Section, StatusMark, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { Facts } from '../../lib/facts.tsx';
import { usePermission } from '../../lib/person.ts';

/** Who it is, and where to read on. */
export function PersonFacts({ view }: { view: PersonView }) {
  const { t } = useTranslation('people');
  const canAudit = usePermission('audit.read');
  return (
    <>
      <Section title={t('about')}>
        <Facts
          facts={[
            [t('username'), view.username],
            [t('column.email'), view.email],
            [t('column.branch'), view.branch?.name ?? t('noBranch')],
            [
              t('factor.name'),
              <StatusMark key="factor" status={view.hasSecondFactor ? 'accepted' : 'missing'}>
                {t(view.hasSecondFactor ? 'factor.on' : 'factor.off')}
              </StatusMark>,
            ],
            [t('column.lastSignIn'), view.lastSignInAt ? <Time value={view.lastSignInAt} /> : t('never')],
            [t('since'), <Time key="since" value={view.createdAt} />],
          ]}
        />
      </Section>
      <Section title={t('readOn')}>
        <Link to={paths.signIns} search={{ search: view.username }}>
          {t('signInsOf')}
        </Link>
        {canAudit && (
          <Link to={paths.auditPerson} params={{ id: view.id }}>
            {t('trailOf')}
          </Link>
        )}
      </Section>
    </>
  );
}
