import { ConsentVersion } from '@ostiary/domain/consent';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import english from '../../app/locales/en/steps.json' with { type: 'json' };
import hindi from '../../app/locales/hi/steps.json' with { type: 'json' };
import { formContent, overview, rowOf } from '../../testing-overview.ts';
import { renderWithApi, trpcQuery } from '../../testing.tsx';
import { ConsentScreen } from './consent-screen.tsx';

const open = (consentVersion: string | null) =>
  renderWithApi(<ConsentScreen />, [
    trpcQuery(
      'application.overview',
      overview({ rows: [rowOf('consent', { state: 'missing' })], nextAction: 'consent' }),
    ),
    trpcQuery('requirements.form', formContent({}, { consentVersion })),
  ]);

describe('the consent', () => {
  it.each(ConsentVersion.options)('has the words of version %s in both languages', (version) => {
    const points = Object.keys(english.consent.texts[version]);
    expect(points).toEqual(['check', 'keep', 'share', 'rights']);
    expect(Object.keys(hindi.consent.texts[version])).toEqual(points);
  });

  it('is asked for beside the text of the version that the policy names', async () => {
    await open('2026-11');
    expect(await screen.findByText(english.consent.texts['2026-11'].keep)).toBeVisible();
    expect(screen.getByText('Version 2026-11 of this text')).toBeVisible();
    expect(screen.getByRole('checkbox')).not.toBeChecked();
  });

  it.each(['nope-9', null])('cannot be given to a text that nobody has: %s', async (version) => {
    await open(version);
    expect(await screen.findByText(english.consent.unknown)).toBeVisible();
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Save and continue' })).toBeNull();
  });
});
