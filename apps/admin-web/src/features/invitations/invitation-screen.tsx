import { Anchor, Stack, Text } from '@mantine/core';
import { INVITATION_RULES, type InvitationView, LookInput } from '@ostiary/domain/access';
import { Page, QueryView } from '@ostiary/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { errorCode } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { useLinkToken } from '../../lib/use-link-token.ts';
import { AcceptForm } from './accept-form.tsx';

/** The end of the way: what happened, and where to go on. */
function End({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation('invitations');
  return (
    <Page title={title} width="narrow">
      <Stack gap="lg">
        <Text>{text}</Text>
        <Text>
          <Anchor component={Link} to={paths.signIn}>
            {t('auth:toSignIn')}
          </Anchor>
        </Text>
      </Stack>
    </Page>
  );
}

function Over() {
  const { t } = useTranslation('invitations');
  return <End title={t('over.title')} text={t('over.text', { count: INVITATION_RULES.validDays })} />;
}

function Open({ invitation, token }: { invitation: InvitationView; token: string }) {
  const { t } = useTranslation('invitations');
  const [username, setUsername] = useState<string>();
  const [isOver, setOver] = useState(false);
  if (username !== undefined)
    return <End title={t('done.title', { name: invitation.displayName })} text={t('done.text', { username })} />;
  if (isOver) return <Over />;
  return (
    <Page
      title={t('title', { name: invitation.displayName })}
      lead={t('lead', {
        by: invitation.invitedBy,
        role: t(`people:role.${invitation.role}`, { defaultValue: invitation.role }),
      })}
      width="narrow"
    >
      <AcceptForm invitation={invitation} token={token} onAccepted={setUsername} onOver={() => setOver(true)} />
    </Page>
  );
}

const isOver = (error: unknown) => ['INVITATION_OVER', 'INVALID_INPUT', 'NOT_FOUND'].includes(errorCode(error));

/** What the link in an invitation opens: who invited to what, and the account that it makes. */
export function InvitationScreen() {
  const { t } = useTranslation('invitations');
  const token = useLinkToken();
  const { client } = trpc.useUtils();
  const isWhole = LookInput.safeParse({ token }).success;
  const found = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => client.invitations.look.mutate({ token }),
    enabled: isWhole,
    // An answer to what the link said when it was opened; accepting tells the rest.
    staleTime: Infinity,
  });
  if (!isWhole || isOver(found.error)) return <Over />;
  if (found.data) return <Open invitation={found.data} token={token} />;
  return (
    <Page title={t(found.isError ? 'failed' : 'opening')} width="narrow">
      <QueryView query={found}>{() => null}</QueryView>
    </Page>
  );
}
