import { Menu } from '@mantine/core';
import { HeaderMenu } from '@ostiary/ui';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../lib/session.ts';
import { trpc } from '../lib/trpc.ts';
import { languages, type Language } from './i18n.ts';

/** Changes the words at once; for a signed-in person also the language the bank writes to them in. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const isSignedIn = useSession().status === 'signed-in';
  const update = trpc.profile.update.useMutation();
  const current = languages.find(({ code }) => code === i18n.resolvedLanguage) ?? languages[0];
  const choose = (language: Language) => {
    void i18n.changeLanguage(language);
    if (isSignedIn) update.mutate({ language });
  };
  return (
    <HeaderMenu label={current.name} title={`${t('language')}: ${current.name}`}>
      {languages.map(({ code, name }) => (
        <Menu.Item
          key={code}
          lang={code}
          aria-current={code === current.code ? 'true' : undefined}
          rightSection={code === current.code ? <IconCheck size={16} aria-hidden /> : undefined}
          onClick={() => choose(code)}
        >
          {name}
        </Menu.Item>
      ))}
    </HeaderMenu>
  );
}
