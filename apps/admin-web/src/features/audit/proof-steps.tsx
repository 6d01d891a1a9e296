import { Stack, Text } from '@mantine/core';
import type { AuditProof } from '@ostiary/domain/audit';
import { Callout, QueryView } from '@ostiary/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foldProof, type FoldedProof } from './fold-proof.ts';
import classes from './audit.module.css';

function Steps({ leaf, steps }: FoldedProof) {
  const { t } = useTranslation('audit');
  return (
    <ol className={classes.steps} aria-label={t('proof.steps')}>
      <li className={classes.step}>
        <span>{t('proof.leaf')}</span>
        <span className={classes.hash}>{leaf}</span>
      </li>
      {steps.map(({ side, neighbour, result }) => (
        <li key={result} className={classes.step}>
          <span>{t(`proof.side.${side}`)}</span>
          <span className={`${classes.hash} ${classes.quiet}`}>+ {neighbour}</span>
          <span className={classes.hash}>= {result}</span>
        </li>
      ))}
    </ol>
  );
}

/** The proof as it is computed in this browser, and whether it arrives where the bank signed. */
export function ProofSteps({ proof }: { proof: AuditProof }) {
  const { t } = useTranslation('audit');
  const folded = useQuery({ queryKey: ['audit-proof', proof], queryFn: () => foldProof(proof), staleTime: 'static' });
  return (
    <QueryView query={folded}>
      {(result) => (
        <Stack gap="md">
          <Callout tone={result.isRight ? 'accepted' : 'refusal'} role="status">
            {t(result.isRight ? 'proof.holds' : 'proof.fails')}
          </Callout>
          <details className={classes.details}>
            <summary>{t('proof.show', { count: result.steps.length + 1 })}</summary>
            <Stack gap="sm" pt="sm">
              <Steps {...result} />
              <Text>{t('proof.root')}</Text>
              <span className={classes.hash}>{proof.root}</span>
            </Stack>
          </details>
        </Stack>
      )}
    </QueryView>
  );
}
