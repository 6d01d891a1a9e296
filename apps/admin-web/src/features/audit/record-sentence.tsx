import { type AuditItem, isAuditAction } from '@ostiary/domain/audit';
import { Trans, useTranslation } from 'react-i18next';
import { ActorName, TargetName } from './record-names.tsx';
import { useSayValue } from './say-fact.ts';

/** An action's name in two steps, as the words have it. */
export function stepsOf(action: string): { noun: string; verb: string } {
  const [noun = '', verb = ''] = action.split('.');
  return { noun, verb };
}

/** A short name of the action, for lists and headings. */
export function useActionName() {
  const { t } = useTranslation('audit');
  return (action: string) => {
    const { noun, verb } = stepsOf(action);
    return isAuditAction(action) ? t(`action.${noun}.${verb}.name`) : t('unknownAction.name', { action });
  };
}

/** Each fact in words; what changed has its old value under a name that ends in `Before`. */
function useFactWords({ facts: { before, after }, people }: AuditItem): Record<string, string> {
  const say = useSayValue(people);
  const now = { ...before, ...after };
  return {
    ...Object.fromEntries(Object.entries(now).map(([name, value]) => [name, say(value)])),
    ...Object.fromEntries(Object.entries(before ?? {}).map(([name, value]) => [`${name}Before`, say(value)])),
  };
}

/** Who did what to whom, as one sentence with ways to both trails. */
export function RecordSentence({ record }: { record: AuditItem }) {
  const { t } = useTranslation('audit');
  const { noun, verb } = stepsOf(record.action);
  const words = useFactWords(record);
  const components = { actor: <ActorName actor={record.actor} />, target: <TargetName record={record} /> };
  // Facts are text, never marks of the sentence: they are escaped before, and unescaped after it is taken apart.
  const options = { interpolation: { escapeValue: true } };
  if (!isAuditAction(record.action))
    return (
      <Trans
        t={t}
        i18nKey="unknownAction.said"
        values={{ action: record.action }}
        components={components}
        tOptions={options}
        shouldUnescape
      />
    );
  return (
    <Trans
      t={t}
      i18nKey={`action.${noun}.${verb}.said`}
      values={words}
      components={components}
      tOptions={options}
      shouldUnescape
    />
  );
}
