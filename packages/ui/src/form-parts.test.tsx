import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { DateField } from './date-field.tsx';
import { CodeInput, PasswordField } from './form-controls.tsx';
import { FormErrors } from './form-errors.tsx';
import { testLabels } from './testing.ts';
import { UiProvider } from './ui-provider.tsx';
import { useFormFailure } from './use-form-failure.ts';

const show = (ui: ReactNode) =>
  render(
    <UiProvider labels={testLabels} env="test">
      {ui}
    </UiProvider>,
  );

interface SignUpProps {
  refusal: Parameters<ReturnType<typeof useFormFailure>['onRefused']>[0];
}

function SignUp({ refusal }: SignUpProps) {
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (value ? null : 'Type your e-mail') },
  });
  const failure = useFormFailure(form);
  return (
    <form onSubmit={form.onSubmit(() => failure.onRefused(refusal), failure.onInvalid)}>
      <FormErrors
        title="There is a problem."
        errors={form.errors}
        attempt={failure.attempt}
        message={failure.message}
      />
      <TextInput label="E-mail" {...form.getInputProps('email')} />
      <button type="submit">Send</button>
    </form>
  );
}

const taken = { fields: { email: [{ message: 'Taken', code: 'EMAIL_TAKEN' }] }, message: 'Refused' };

describe('FormErrors', () => {
  it('takes the focus, names the field and leads to it', async () => {
    show(<SignUp refusal={taken} />);
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    const summary = screen.getByRole('alert');
    expect(summary).toHaveFocus();
    await userEvent.click(within(summary).getByRole('link', { name: 'E-mail: Type your e-mail' }));
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
  });

  it('takes the focus again at the next refused attempt and puts the server error on its field', async () => {
    show(<SignUp refusal={taken} />);
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    await userEvent.type(screen.getByLabelText('E-mail'), 'a@b.example');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(screen.getByRole('alert')).toHaveFocus();
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription('Taken');
  });

  it('says what belongs to no field', async () => {
    show(<SignUp refusal={{ fields: {}, message: 'The bank is busy' }} />);
    await userEvent.type(screen.getByLabelText('E-mail'), 'a@b.example');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(screen.getByRole('alert')).toHaveTextContent('The bank is busy');
  });
});

function Code({ onComplete }: { onComplete: (code: string) => void }) {
  const [code, setCode] = useState('');
  return <CodeInput label="Code" value={code} onChange={setCode} onComplete={onComplete} />;
}

describe('CodeInput', () => {
  it('accepts a pasted code with spaces and dashes', async () => {
    const codes: string[] = [];
    show(<Code onComplete={(code) => codes.push(code)} />);
    const input = screen.getByLabelText('Code');
    await userEvent.click(input);
    await userEvent.paste(' 123-4 56 ');
    expect(input).toHaveValue('123456');
    expect(codes).toEqual(['123456']);
    expect(input).toHaveAttribute('autocomplete', 'one-time-code');
  });
});

describe('PasswordField', () => {
  it('shows and hides what was typed, by keyboard too', async () => {
    show(
      <PasswordField label="Password" rules={[{ id: 'long', text: '15 characters', isMet: true, stateText: 'met' }]} />,
    );
    const input = screen.getByLabelText('Password');
    expect(input).toHaveAttribute('type', 'password');
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard(' ');
    expect(input).toHaveAttribute('type', 'text');
    expect(screen.getByRole('button', { name: 'Hide password' })).toHaveFocus();
    expect(screen.getByText(/15 characters/)).toHaveTextContent('met');
  });
});

function Birth() {
  const [value, setValue] = useState('');
  return (
    <>
      <DateField
        legend="Date of birth"
        name="dateOfBirth"
        value={value}
        onChange={setValue}
        error={value ? '' : 'Type it'}
      />
      <output>{value}</output>
      <button type="button" onClick={() => setValue('1990-12-05')}>
        Draft
      </button>
    </>
  );
}

describe('DateField', () => {
  it('joins three boxes to YYYY-MM-DD', async () => {
    show(<Birth />);
    const group = screen.getByRole('group', { name: 'Date of birth' });
    expect(group).toHaveAccessibleDescription('Type it');
    await userEvent.type(within(group).getByLabelText('Day'), '7');
    await userEvent.type(within(group).getByLabelText('Month'), '3');
    await userEvent.type(within(group).getByLabelText('Year'), '1984');
    expect(screen.getByRole('status')).toHaveTextContent('1984-03-07');
    expect(within(group).getByLabelText('Day')).toHaveValue('7');
  });

  it('takes a value that arrives from outside', async () => {
    show(<Birth />);
    await userEvent.click(screen.getByRole('button', { name: 'Draft' }));
    expect(screen.getByLabelText('Day')).toHaveValue('05');
    expect(screen.getByLabelText('Year')).toHaveValue('1990');
  });

  it('clears when every box is cleared', async () => {
    show(<Birth />);
    await userEvent.type(screen.getByLabelText('Day'), '7');
    await userEvent.clear(screen.getByLabelText('Day'));
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });
});
