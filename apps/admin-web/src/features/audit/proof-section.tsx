import { Button, Group, Stack, Text } from '@mantine/core';
import type { AuditEventView, AuditProof } from '@ostiary/domain/audit';
import { QueryView, Section, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { saveText } from '../../lib/save-file.ts';
import { trpc } from '../../lib/trpc.ts';
import { askedByHand } from './audit-query.ts';
import { ProofSteps } from './proof-steps.tsx';

function Downloads({ proof }: { proof: AuditProof }) {
  const { t } = useTranslation('audit');
  const { index, size, checkpoint } = proof;
  return (
    <Group gap="sm">
      <Button
        variant="default"
        size="sm"
        onClick={() => saveText(`audit-record-${index}.proof.json`, `${JSON.stringify(proof, null, 2)}\n`)}
      >
        {t('proof.download')}
      </Button>
      <Button variant="default" size="sm" onClick={() => saveText(`checkpoint-${size}.txt`, checkpoint)}>
        {t('proof.downloadCheckpoint')}
      </Button>
    </Group>
  );
}

function Sealed({ id }: { id: string }) {
  const { t } = useTranslation('audit');
  const { locale } = useLabels();
  const found = trpc.audit.proof.useQuery({ id }, askedByHand);
  const figure = new Intl.NumberFormat(locale);
  return (
    <QueryView query={found}>
      {(proof) => (
        <Stack gap="md">
          <Text fw={600}>
            {t('proof.sealed', { index: figure.format(proof.index), size: figure.format(proof.size) })}
          </Text>
          <Text c="dimmed">{t('proof.text')}</Text>
          <ProofSteps proof={proof} />
          <Downloads proof={proof} />
        </Stack>
      )}
    </QueryView>
  );
}

interface ProofSectionProps {
  view: AuditEventView;
  onLookAgain: () => void;
  isLooking: boolean;
}

/** Where the record lies in the sealed log, and how to see for oneself that it does. */
export function ProofSection({ view, onLookAgain, isLooking }: ProofSectionProps) {
  const { t } = useTranslation('audit');
  return (
    <Section title={t('proof.title')}>
      {view.sealed ? (
        <Sealed id={view.id} />
      ) : (
        <Stack gap="sm" align="flex-start">
          <Text>{t('proof.notYet')}</Text>
          <Button variant="default" size="sm" loading={isLooking} onClick={onLookAgain}>
            {t('proof.lookAgain')}
          </Button>
        </Stack>
      )}
    </Section>
  );
}
