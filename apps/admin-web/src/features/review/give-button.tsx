import { Select, Stack } from '@mantine/core';
import type { CaseView } from '@ostiary/domain/review';
import { ConfirmDialog, QueryView } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { usePerson } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { ActionButton } from './action-button.tsx';

interface GiveProps {
  view: CaseView;
  onRefused: (error: unknown) => void;
}

function GiveDialog({ view, onRefused, onClose }: GiveProps & { onClose: () => void }) {
  const { t } = useTranslation('review');
  const me = usePerson()?.id;
  const navigate = useNavigate();
  const people = trpc.desk.mentionable.useQuery({ id: view.id });
  const [to, setTo] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // It comes with the list, after the dialog gave the focus to its button.
    if (people.isSuccess) field.current?.focus();
  }, [people.isSuccess]);
  const give = trpc.desk.give.useMutation({
    onSuccess: () => void navigate({ to: paths.queue }),
    onError: onRefused,
    onSettled: onClose,
  });
  const others = (people.data?.results ?? []).filter(({ id, canClaim }) => canClaim && id !== me);
  const confirm = () => {
    const chosen = others.find(({ id }) => id === to);
    if (!chosen) return setProblem(t('give.needed'));
    give.mutate({ id: view.id, to: chosen.id });
  };
  return (
    <ConfirmDialog
      opened
      title={t('give.title', { name: view.name })}
      confirmText={t('give.confirm')}
      isPending={give.isPending}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <Stack gap="md">
        <p>{t('give.text')}</p>
        <QueryView query={people}>
          {() => (
            <Select
              ref={field}
              data-autofocus
              label={t('give.to')}
              searchable
              required
              nothingFoundMessage={t('give.nobody')}
              data={others.map(({ id, name }) => ({ value: id, label: name }))}
              value={to}
              error={problem}
              onChange={(id) => {
                setProblem('');
                setTo(id);
              }}
            />
          )}
        </QueryView>
      </Stack>
    </ConfirmDialog>
  );
}

/** Hands the case, its verdicts and its lease to a colleague. */
export function GiveButton(props: GiveProps) {
  const { t } = useTranslation('review');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ActionButton name="give" onAct={() => setOpen(true)}>
        {t('give.action')}
      </ActionButton>
      {isOpen && <GiveDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
