import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { AadhaarScreen, PanScreen, SsnScreen } from './number-screens.tsx';
import { TaxIdScreen } from './tax-id-screen.tsx';
import { openStep, press, save, type } from './testing-step.tsx';

const otherNumber = { code: 'tax_id_alternative', title: 'Another number' } as const;
const ownNumber = { code: 'ssn', title: 'Social Security number' } as const;

describe('an Aadhaar number', () => {
  it('is grouped as it is typed, looks right only with its check digit, and is saved', async () => {
    const { saved, router } = await openStep({ screen: <AadhaarScreen />, row: { code: 'aadhaar' } });
    await type('Aadhaar number', '23412341234');
    expect(screen.getByLabelText('Aadhaar number')).toHaveValue('2341 2341 234');
    expect(screen.queryByText('Looks right')).toBeNull();
    await type('Aadhaar number', '6');
    expect(screen.getByText('Looks right')).toBeVisible();
    expect(screen.queryByText(/verified/i)).toBeNull();
    await save();
    await waitFor(() => expect(router.state.location.pathname).toBe('/continue'));
    expect(saved).toEqual([{ code: 'aadhaar', aadhaar: '2341 2341 2346' }]);
  });

  it('is refused before sending when a digit is wrong, and the summary takes the focus', async () => {
    const { saved } = await openStep({ screen: <AadhaarScreen />, row: { code: 'aadhaar' } });
    await type('Aadhaar number', '234123412347');
    await save();
    expect(screen.getByRole('alert')).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent('One of the digits is wrong');
    expect(saved).toEqual([]);
  });

  it('keeps the cursor where a digit in the middle is mended', async () => {
    await openStep({ screen: <AadhaarScreen />, row: { code: 'aadhaar' } });
    await type('Aadhaar number', '234123412346');
    const input = screen.getByLabelText<HTMLInputElement>('Aadhaar number');
    await userEvent.type(input, '{Backspace}9', { initialSelectionStart: 7, initialSelectionEnd: 7 });
    expect([input.value, input.selectionStart]).toEqual(['2341 2941 2346', 7]);
  });

  it('is hidden until its owner shows it, and known by its end once it is kept', async () => {
    const { drafts } = await openStep({ screen: <AadhaarScreen />, row: { code: 'aadhaar' } });
    await type('Aadhaar number', '2341');
    expect(screen.getByLabelText('Aadhaar number')).toHaveAttribute('type', 'password');
    await press('Show the number');
    expect(screen.getByLabelText('Aadhaar number')).toHaveAttribute('type', 'text');
    expect(drafts).toEqual([]);
  });
});

describe('a kept number', () => {
  it('shows its mask only, and gives way to the form when it is changed', async () => {
    const content = { rows: { aadhaar: { fields: {}, masked: { aadhaar: 'XXXX XXXX 2346' } } } };
    await openStep({ screen: <AadhaarScreen />, row: { code: 'aadhaar', state: 'submitted' }, content });
    expect(screen.getByText('Ends in 2346')).toBeVisible();
    expect(screen.queryByLabelText('Aadhaar number')).toBeNull();
    await press('Change it');
    expect(screen.getByLabelText('Aadhaar number')).toHaveValue('');
  });

  it('is asked for again after a refusal', async () => {
    const content = { rows: { pan: { fields: {}, masked: { pan: 'AAPPVXXXXK' } } } };
    await openStep({ screen: <PanScreen />, row: { code: 'pan', state: 'refused' }, content });
    expect(screen.getByLabelText('PAN')).toHaveValue('');
  });

  it('shows a PAN by its mask, which hides the middle', async () => {
    const content = { rows: { pan: { fields: {}, masked: { pan: 'AAPPVXXXXK' } } } };
    await openStep({ screen: <PanScreen />, row: { code: 'pan', state: 'submitted' }, content });
    expect(screen.getByText('Given: AAPPVXXXXK')).toBeVisible();
  });
});

describe('a PAN', () => {
  it('turns to upper case as it is typed', async () => {
    const { saved } = await openStep({ screen: <PanScreen />, row: { code: 'pan' } });
    await type('PAN', 'aappv8261k');
    expect(screen.getByLabelText('PAN')).toHaveValue('AAPPV8261K');
    expect(screen.getByText('Looks right')).toBeVisible();
    await save();
    await waitFor(() => expect(saved).toEqual([{ code: 'pan', pan: 'AAPPV8261K' }]));
  });

  it('of a company is refused', async () => {
    await openStep({ screen: <PanScreen />, row: { code: 'pan' } });
    await type('PAN', 'AAPCV8261K');
    expect(screen.queryByText('Looks right')).toBeNull();
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('not the PAN of a person');
  });
});

describe('an alternative', () => {
  it('is one press away for who has no Social Security number', async () => {
    const { chosen, router } = await openStep({
      screen: <SsnScreen />,
      row: { code: 'ssn', alternative: otherNumber },
    });
    await press('I have no Social Security number');
    await waitFor(() => expect(router.state.location.pathname).toBe('/steps/tax-id'));
    expect(chosen).toEqual([{ code: 'tax_id_alternative' }]);
  });

  it('is asked about first where something given would be removed, and leads back', async () => {
    const { chosen, router } = await openStep({
      screen: <TaxIdScreen />,
      row: { code: 'tax_id_alternative', alternative: ownNumber, summary: 'ITIN •••• 4321', state: 'submitted' },
      content: { rows: { tax_id_alternative: { fields: { kind: 'itin' }, masked: { itin: '•••• 4321' } } } },
    });
    expect(screen.getByText('Ends in 4321')).toBeVisible();
    await press('I have a Social Security number after all');
    expect(await screen.findByText(/is then removed/)).toBeVisible();
    expect(chosen).toEqual([]);
    await press('Change over');
    await waitFor(() => expect(router.state.location.pathname).toBe('/steps/ssn'));
    expect(chosen).toEqual([{ code: 'ssn' }]);
  });

  it('is not offered where the policy has none', async () => {
    await openStep({ screen: <SsnScreen />, row: { code: 'ssn' } });
    expect(screen.queryByRole('button', { name: /Social Security/ })).toBeNull();
  });
});

describe('the number in place of an SSN', () => {
  const open = (refused?: Record<string, string>) =>
    openStep({ screen: <TaxIdScreen />, row: { code: 'tax_id_alternative' }, refused });

  it('may be an ITIN', async () => {
    const { saved } = await open();
    await userEvent.click(screen.getByLabelText(/An ITIN/));
    await type('ITIN', '912701234');
    expect(screen.getByLabelText('ITIN')).toHaveValue('912-70-1234');
    await save();
    await waitFor(() => expect(saved).toEqual([{ code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' }]));
  });

  it('may be a passport with its country, of which a draft keeps the country alone', async () => {
    const { saved, drafts } = await open();
    await userEvent.click(screen.getByLabelText('A passport'));
    await type('Passport number', 'k1234567');
    await userEvent.selectOptions(screen.getByLabelText('Country that issued the passport'), 'BR');
    await waitFor(() => expect(JSON.stringify(drafts)).toContain('BR'), { timeout: 3_000 });
    expect(JSON.stringify(drafts)).not.toMatch(/1234567|passportNumber|itin"/i);
    await save();
    const passport = { kind: 'passport', passportNumber: 'K1234567', passportCountry: 'BR' };
    await waitFor(() => expect(saved).toEqual([{ code: 'tax_id_alternative', ...passport }]));
  });

  it('has to be chosen, and then given', async () => {
    await open();
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('Fill this in.');
    await userEvent.click(screen.getByLabelText('A passport'));
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('Passport number: Fill this in.');
    expect(screen.getByRole('alert')).toHaveTextContent('Country that issued the passport: Fill this in.');
  });

  it('shows what only the server knows on its field', async () => {
    await open({ itin: 'ITIN_RANGE' });
    await userEvent.click(screen.getByLabelText(/An ITIN/));
    await type('ITIN', '912701234');
    await save();
    expect(await screen.findByRole('alert')).toHaveTextContent('ITIN: The fourth and fifth digits');
  });
});
