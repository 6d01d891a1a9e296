import { Button, Group, Radio, Skeleton, Stack, Text } from '@mantine/core';
import type { PeopleChoices, PersonView } from '@ostiary/domain/access';
import { QueryView, Section, Time } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useRoleName } from './person-marks.tsx';
import classes from './people.module.css';

interface ViewProps {
  view: PersonView;
}
type Held = PersonView['roleList'][number];

function RevokeDialog({ view, role, onClose }: ViewProps & { role: string; onClose: () => void }) {
  const { t } = useTranslation('people');
  const nameOf = useRoleName();
  const { client } = trpc.useUtils();
  return (
    <ReasonDialog
      title={t('revoke.title', { role: nameOf(role), name: view.displayName })}
      text={t(view.roles.length > 1 ? 'revoke.text' : 'revoke.textLast')}
      confirmText={t('revoke.action')}
      tone="refusal"
      run={(why) => client.people.revokeRole.mutate({ id: view.id, role, why })}
      onClose={onClose}
    />
  );
}

function AssignDialog({ view, roles, onClose }: ViewProps & Pick<PeopleChoices, 'roles'> & { onClose: () => void }) {
  const { t } = useTranslation('people');
  const nameOf = useRoleName();
  const { client } = trpc.useUtils();
  const [role, setRole] = useState('');
  return (
    <ReasonDialog
      title={t('assign.title', { name: view.displayName })}
      text={t('assign.text')}
      confirmText={t('assign.action')}
      isReady={role !== ''}
      run={(why) => client.people.assignRole.mutate({ id: view.id, role, why })}
      onClose={onClose}
    >
      {(isTried) => (
        <Radio.Group
          label={t('invite.role')}
          required
          value={role}
          onChange={setRole}
          error={isTried && role === '' ? t('invite.roleNeeded') : undefined}
        >
          <Stack gap="xs" mt="xs">
            {roles.map((choice) => (
              <Radio
                key={choice.role}
                value={choice.role}
                label={nameOf(choice.role)}
                description={t(`roleText.${choice.role}`, { defaultValue: choice.description })}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </ReasonDialog>
  );
}

/** Roles that could be added, and those that the separation of duties keeps apart from what is held. */
function rolesToGive({ roles }: PersonView, all: PeopleChoices['roles']) {
  const held = all.filter(({ role }) => roles.includes(role));
  const free = all.filter(({ role }) => !roles.includes(role));
  const isApart = (choice: PeopleChoices['roles'][number]) =>
    held.some((one) => (one.isDeciding && choice.isAuditing) || (one.isAuditing && choice.isDeciding));
  return { free: free.filter((choice) => !isApart(choice)), apart: free.filter(isApart) };
}

function HeldRole({ held, onRevoke }: { held: Held; onRevoke?: () => void }) {
  const { t } = useTranslation('people');
  const nameOf = useRoleName();
  const name = nameOf(held.role);
  return (
    <li className={classes.entry}>
      <div className={classes.entryText}>
        <span className={classes.entryTitle}>{name}</span>
        <span>{t(`roleText.${held.role}`, { defaultValue: held.description })}</span>
        <span className={classes.quiet}>
          {t('given', { name: held.assignedBy ?? t('somebody') })} <Time value={held.assignedAt} isWithin />
          {held.why && `: ${held.why}`}
        </span>
      </div>
      {onRevoke && (
        <Button variant="default" size="sm" onClick={onRevoke} aria-label={t('revoke.of', { role: name })}>
          {t('revoke.action')}
        </Button>
      )}
    </li>
  );
}

function AssignButton({ view, roles }: ViewProps & Pick<PeopleChoices, 'roles'>) {
  const { t } = useTranslation('people');
  const nameOf = useRoleName();
  const [isOpen, setOpen] = useState(false);
  const { free, apart } = rolesToGive(view, roles);
  return (
    <>
      {free.length > 0 && (
        <Group>
          <Button variant="default" size="sm" onClick={() => setOpen(true)}>
            {t('assign.open')}
          </Button>
        </Group>
      )}
      {apart.length > 0 && (
        <Text className={classes.quiet}>
          {t('assign.apart', { roles: apart.map(({ role }) => nameOf(role)).join(', ') })}
        </Text>
      )}
      {isOpen && <AssignDialog view={view} roles={free} onClose={() => setOpen(false)} />}
    </>
  );
}

function Assign({ view }: ViewProps) {
  const choices = trpc.people.choices.useQuery();
  return (
    <QueryView query={choices} isEmpty={() => false} skeleton={<Skeleton height={36} width={140} aria-hidden />}>
      {({ roles }) => <AssignButton view={view} roles={roles} />}
    </QueryView>
  );
}

/** What the person may do: each role with who gave it, when and why. */
export function PersonRoles({ view }: ViewProps) {
  const { t } = useTranslation('people');
  const canAssign = usePermission('roles.assign') && !view.isSelf;
  const [revoking, setRevoking] = useState<string>();
  return (
    <Section title={t('column.roles')}>
      {view.roleList.length === 0 ? (
        <Text className={classes.quiet}>{t('noRoleText')}</Text>
      ) : (
        <ul className={classes.list} aria-label={t('column.roles')}>
          {view.roleList.map((held) => (
            <HeldRole key={held.role} held={held} onRevoke={canAssign ? () => setRevoking(held.role) : undefined} />
          ))}
        </ul>
      )}
      {canAssign && <Assign view={view} />}
      {revoking && <RevokeDialog view={view} role={revoking} onClose={() => setRevoking(undefined)} />}
    </Section>
  );
}
