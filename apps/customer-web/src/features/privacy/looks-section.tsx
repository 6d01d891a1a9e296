import { List, Stack, Text } from '@mantine/core';
import type { DataLook } from '@ostiary/domain/data-protection';
import { EmptyNote, QueryView, Section, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';

function Look({ look }: { look: DataLook }) {
  const { t } = useTranslation('privacy');
  return (
    <List.Item>
      <Text fw={600}>{t(`looks.what.${look.what}`)}</Text>
      <Text>
        {t(`looks.by.${look.by}`)}
        {look.purpose && `: ${t(`looks.purpose.${look.purpose}`)}`}
      </Text>
      <Text c="dimmed" size="sm">
        <Time value={look.at} />
      </Text>
    </List.Item>
  );
}

/** Each time staff saw a whole number or opened a document: when, what, why and in which role. */
export function LooksSection() {
  const { t } = useTranslation('privacy');
  const looks = trpc.privacy.views.useQuery();
  return (
    <Section title={t('looks.title')}>
      <Text>{t('looks.lead')}</Text>
      <QueryView query={looks} empty={<EmptyNote title={t('looks.empty')}>{t('looks.emptyText')}</EmptyNote>}>
        {({ items, isWhole }) => (
          <Stack gap="md" mt="md">
            <List listStyleType="none" spacing="md" aria-label={t('looks.title')}>
              {items.map((look) => (
                <Look key={look.id} look={look} />
              ))}
            </List>
            {!isWhole && <Text c="dimmed">{t('looks.more')}</Text>}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}
