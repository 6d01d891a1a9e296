import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { AddressScreen } from './address-screen.tsx';
import { BankAccountScreen } from './bank-account-screen.tsx';
import { BusinessScreen } from './business-screen.tsx';
import { ControlPersonScreen } from './control-person-screen.tsx';
import { openStep, press, save, type } from './testing-step.tsx';

const india = { country: 'IN' };
const pune = { line1: '14 Karve Road', city: 'Pune', region: 'MH', postalCode: '411004' };

async function typePlace() {
  await type('Street and number', pune.line1);
  await type('City, town or village', pune.city);
  await userEvent.selectOptions(screen.getByLabelText('State or union territory'), 'Maharashtra');
}

describe('an address in India', () => {
  it('has the states of India and a PIN code', async () => {
    const { saved } = await openStep({ screen: <AddressScreen />, row: { code: 'address' }, content: india });
    await typePlace();
    await type('PIN code', '4110');
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('PIN code: Check the postal code');
    await type('PIN code', '04');
    await save();
    await waitFor(() => expect(saved).toEqual([{ code: 'address', ...pune, country: 'IN' }]));
  });
});

describe('a bank account', () => {
  const row = { code: 'bank_account' } as const;

  it('in the US is told by its routing number; its own number stays out of the draft', async () => {
    const { saved, drafts } = await openStep({ screen: <BankAccountScreen />, row });
    await type('Account number', '000123456789');
    await type('Routing number', '021000021');
    await type('Name of the account’s holder', 'Avery Stone');
    expect(screen.getByText('Looks right')).toBeVisible();
    await waitFor(() => expect(JSON.stringify(drafts)).toContain('Avery Stone'), { timeout: 3_000 });
    expect(JSON.stringify(drafts)).not.toMatch(/123456789|accountNumber/);
    await save();
    const account = { holderName: 'Avery Stone', accountNumber: '000123456789', routingNumber: '021000021' };
    await waitFor(() => expect(saved).toEqual([{ code: 'bank_account', ...account }]));
  });

  it('in India is told by its IFSC', async () => {
    const { saved } = await openStep({ screen: <BankAccountScreen />, row, content: india });
    expect(screen.queryByLabelText('Routing number')).toBeNull();
    await type('Name of the account’s holder', 'Asha Verma');
    await type('IFSC', 'hdfc0002854');
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('Account number: Fill this in.');
    await type('Account number', '50100123456789');
    await save();
    const account = { holderName: 'Asha Verma', accountNumber: '50100123456789', ifsc: 'HDFC0002854' };
    await waitFor(() => expect(saved).toEqual([{ code: 'bank_account', ...account }]));
  });

  it('refuses a routing number with a wrong digit', async () => {
    await openStep({ screen: <BankAccountScreen />, row });
    await type('Routing number', '021000022');
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('Routing number: One of the digits is wrong');
  });

  it('is known by its end once it is kept; changing it asks for the number anew', async () => {
    const fields = { holderName: 'Avery Stone', routingNumber: '021000021' };
    const content = { rows: { bank_account: { fields, masked: { accountNumber: '•••• 6789' } } } };
    await openStep({ screen: <BankAccountScreen />, row: { ...row, state: 'submitted' }, content });
    expect(screen.getByText('Ends in 6789')).toBeVisible();
    expect(screen.getByText('Avery Stone')).toBeVisible();
    await press('Change it');
    expect(screen.getByLabelText('Routing number')).toHaveValue('021000021');
    expect(screen.getByLabelText('Account number')).toHaveValue('');
  });
});

describe('a business', () => {
  const row = { code: 'business' } as const;

  it('in the US has an EIN and no GSTIN', async () => {
    const { saved } = await openStep({ screen: <BusinessScreen />, row });
    expect(screen.queryByLabelText(/GSTIN/)).toBeNull();
    await type('Legal name', 'Lakeside Bakery LLC');
    await type(/Employer identification number/, '123456789');
    await type('Street and number', '400 North Lake Street');
    await type('City', 'Chicago');
    await userEvent.selectOptions(screen.getByLabelText('State'), 'Illinois');
    await type('ZIP code', '60611');
    await save();
    const place = { line1: '400 North Lake Street', city: 'Chicago', region: 'IL', postalCode: '60611' };
    const business = { legalName: 'Lakeside Bakery LLC', registrationNumber: '12-3456789', ...place };
    await waitFor(() => expect(saved).toEqual([{ code: 'business', ...business }]));
  });

  it('in India has a CIN, and a GSTIN only where it has one', async () => {
    const { saved } = await openStep({ screen: <BusinessScreen />, row, content: india });
    await type('Legal name', 'Deccan Looms Private Limited');
    await type(/Corporate identity number/, 'u72900ka2015ptc082988');
    await type(/GSTIN/, '27AAPFU0939F1ZX');
    await typePlace();
    await type('PIN code', pune.postalCode);
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('One of the characters is wrong');
    await userEvent.clear(screen.getByLabelText(/GSTIN/));
    await save();
    const business = {
      legalName: 'Deccan Looms Private Limited',
      registrationNumber: 'U72900KA2015PTC082988',
      ...pune,
    };
    await waitFor(() => expect(saved).toEqual([{ code: 'business', ...business }]));
  });

  it('comes back from a draft', async () => {
    const fields = { legalName: 'Lakeside', registrationNumber: '123456789', region: 'IL' };
    await openStep({ screen: <BusinessScreen />, row, content: { rows: { business: { fields, masked: {} } } } });
    expect(screen.getByLabelText(/Employer identification number/)).toHaveValue('12-3456789');
    expect(screen.getByLabelText('State')).toHaveValue('IL');
  });
});

describe('who runs the business', () => {
  const row = { code: 'control_person' } as const;
  const fields = {
    firstName: 'Robin',
    lastName: 'Field',
    title: 'President',
    dateOfBirth: '1980-05-02',
    country: 'US',
    numberKind: 'ssn',
  };
  const known = { rows: { control_person: { fields, masked: { number: '•••• 4399' } } } };

  it('is identified whole', async () => {
    const { saved } = await openStep({ screen: <ControlPersonScreen />, row });
    await type('First name', 'Robin');
    await type('Last name', 'Field');
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('What this person does: Fill this in.');
    expect(screen.getByRole('alert')).toHaveTextContent('Date of birth: Fill this in.');
    await type('What this person does', 'President');
    await type('Day', '2');
    await type('Month', '5');
    await type('Year', '1980');
    await userEvent.selectOptions(screen.getByLabelText(/Which number/), 'ssn');
    await type('Social Security number', '536904399');
    await save();
    await waitFor(() => expect(saved).toEqual([{ code: 'control_person', ...fields, number: '536-90-4399' }]));
  });

  it('keeps the number given before when nothing is typed in its place', async () => {
    const { saved } = await openStep({ screen: <ControlPersonScreen />, row, content: known });
    expect(screen.getByText('Ends in 4399')).toBeVisible();
    await press('Change: Social Security number');
    await save();
    await waitFor(() => expect(saved).toEqual([{ code: 'control_person', ...fields }]));
  });

  it('needs a number of the new kind once the kind is changed', async () => {
    const { saved } = await openStep({ screen: <ControlPersonScreen />, row, content: known });
    await userEvent.selectOptions(screen.getByLabelText(/Which number/), 'passport');
    await save();
    expect(screen.getByRole('alert')).toHaveTextContent('Passport number: Fill this in.');
    expect(saved).toEqual([]);
  });

  it('shows a refused number on its field', async () => {
    await openStep({ screen: <ControlPersonScreen />, row, content: known, refused: { number: 'SSN_AREA' } });
    await save();
    expect(await screen.findByRole('alert')).toHaveTextContent('do not start with 000');
    expect(screen.getByLabelText('Social Security number')).toBeInvalid();
  });
});
