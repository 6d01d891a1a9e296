import { Menu } from '@mantine/core';
import { HeaderMenu } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { languages } from './i18n.ts';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const current = languages.find(({ code }) => code === i18n.resolvedLanguage) ?? languages[0];
  return (
    <HeaderMenu label={current.name} title={`${t('language')}: ${current.name}`}>
      {languages.map(({ code, name }) => (
        <Menu.Item key={code} lang={code} onClick={() => void i18n.changeLanguage(code)}>
          {name}
        </Menu.Item>
      ))}
    </HeaderMenu>
  );
}
