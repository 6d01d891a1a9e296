import { Switch } from '@mantine/core';
import type { MessagePreferenceView, SetPreferenceInput } from '@ostiary/domain/notifications';
import { useTranslation } from 'react-i18next';
import { Callout } from '../callout.tsx';
import { Section } from '../page.tsx';
import { errorText } from '../portal/error-text.ts';
import { QueryView } from '../query-view.tsx';
import { identity } from '../security/identity-api.ts';
import { Pill } from '../status.tsx';
import classes from './messages.module.css';

type Topic = MessagePreferenceView['topic'];

interface ChannelProps {
  preference: MessagePreferenceView;
  onChange: (input: SetPreferenceInput) => void;
}

function Channel({ preference: { topic, channel, isOn, isFixed }, onChange }: ChannelProps) {
  const { t } = useTranslation('messages');
  if (isFixed)
    return (
      <span className={classes.channel}>
        {t(`channel.${channel}`)} <Pill tone="accent">{t('always')}</Pill>
      </span>
    );
  return (
    <Switch
      className={classes.channel}
      label={t(`channel.${channel}`)}
      checked={isOn}
      onChange={(event) => onChange({ topic, channel, isOn: event.currentTarget.checked })}
    />
  );
}

interface TopicRowProps extends Pick<ChannelProps, 'onChange'> {
  topic: Topic;
  preferences: readonly MessagePreferenceView[];
}

function TopicRow({ topic, preferences, onChange }: TopicRowProps) {
  const { t } = useTranslation('messages');
  const note = `message-${topic}`;
  return (
    <fieldset className={classes.topic} aria-describedby={note}>
      <legend className={classes.legend}>{t(`topic.${topic}.title`)}</legend>
      <p id={note} className={classes.note}>
        {t(`topic.${topic}.note`)}
      </p>
      <div className={classes.channels}>
        {preferences.map((preference) => (
          <Channel key={preference.channel} preference={preference} onChange={onChange} />
        ))}
      </div>
    </fieldset>
  );
}

/** What was switched shows at once; the list that the server answers with is the truth. */
function useChoices() {
  const list = identity.preferences.list.useQuery();
  const utils = identity.useUtils();
  const set = identity.preferences.set.useMutation({
    onSuccess: (now) => utils.preferences.list.setData(undefined, now),
  });
  const wanted = set.isPending ? set.variables : undefined;
  const isWanted = (one: MessagePreferenceView) => one.topic === wanted?.topic && one.channel === wanted.channel;
  const shown = (results: readonly MessagePreferenceView[]) =>
    results.map((one) => (wanted && isWanted(one) ? { ...one, isOn: wanted.isOn } : one));
  return { list, set, shown };
}

/** By kind of message: how it comes, and whether it may be switched off. For the profile of either portal. */
export function MessagePreferences() {
  const { t } = useTranslation('messages');
  const { list, set, shown } = useChoices();
  return (
    <Section title={t('title')}>
      <p className={classes.note}>{t('lead')}</p>
      <QueryView query={list}>
        {({ results }) => (
          <>
            {[...Map.groupBy(shown(results), ({ topic }) => topic)].map(([topic, preferences]) => (
              <TopicRow key={topic} topic={topic} preferences={preferences} onChange={set.mutate} />
            ))}
            {results.some(({ topic }) => topic === 'MENTIONS') && <p className={classes.note}>{t('staffMail')}</p>}
          </>
        )}
      </QueryView>
      <div role="status" className={classes.note}>
        {set.isSuccess && t('saved')}
      </div>
      {set.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(set.error, t)}
        </Callout>
      )}
    </Section>
  );
}
