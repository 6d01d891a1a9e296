import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse, type RequestHandler } from 'msw';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveApi, server, trpcError, trpcMutation, trpcQuery } from '../portal-testing.tsx';
import { EnrolSecondFactor } from './enrol-second-factor.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';
import { factorOff, factorOn, renderWithApi, startWords } from './testing-security.tsx';

serveApi();
beforeAll(startWords);
afterEach(() => vi.unstubAllGlobals());

const offer = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Ostiary%20Bank:asha?secret=JBSWY3DPEHPK3PXP' };
const codes = ['AAAA-1111', 'BBBB-2222'];
const begun = trpcMutation('secondFactor.begin', offer);
const confirmed = trpcMutation('secondFactor.confirm', { recoveryCodes: codes });
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
const typeCode = async () => userEvent.type(await screen.findByLabelText('6-digit code from your app'), '123456');

async function enrol(...handlers: RequestHandler[]) {
  const onDone = vi.fn();
  await renderWithApi(<EnrolSecondFactor onDone={onDone} />, handlers);
  await press('Set up the second factor');
  return onDone;
}

/** Refuses the path once for want of a fresh proof, then answers; counts the calls. */
function freshOnly(path: string, factor: 'code' | 'password', answer: object) {
  const asked = vi.fn();
  const handler = http.post(`*/trpc/${path}`, () => {
    asked();
    if (asked.mock.calls.length > 1) return HttpResponse.json({ result: { data: answer } });
    const data = { errorCode: 'STEP_UP_REQUIRED', httpStatus: 403, details: { factor } };
    return HttpResponse.json({ error: { message: 'Refused', code: -32003, data } }, { status: 403 });
  });
  return { asked, handler };
}

describe('EnrolSecondFactor', () => {
  it('shows the key as a picture and for typing, and takes the focus there', async () => {
    await enrol(begun);
    expect(await screen.findByRole('heading', { name: 'Add Ostiary Bank to your app' })).toHaveFocus();
    expect(screen.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeVisible();
  });

  it('stays where it is when the first code is wrong', async () => {
    await enrol(begun, trpcError('secondFactor.confirm', { errorCode: 'CODE_INVALID' }));
    await typeCode();
    await press('Switch on');
    expect(await screen.findByRole('alert')).toHaveTextContent('That code is not right');
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeVisible();
  });

  it('shows the recovery codes once, to be saved before it is done', async () => {
    const onDone = await enrol(begun, confirmed);
    await typeCode();
    await press('Switch on');
    const list = await screen.findByRole('list', { name: 'Recovery codes' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(codes);
    expect(screen.getByRole('button', { name: 'Done' })).toBeDisabled();
    await userEvent.click(screen.getByLabelText('I have saved them'));
    await press('Done');
    expect(onDone).toHaveBeenCalledTimes(1);
  });

  it('offers the codes as a file, and says so', async () => {
    const files: Blob[] = [];
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (file: Blob) => `blob:${files.push(file)}`,
        revokeObjectURL: () => undefined,
      }),
    );
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await enrol(begun, confirmed);
    await typeCode();
    await press('Switch on');
    await press('Download');
    expect(await screen.findByText(/saved with your downloads/)).toBeVisible();
    expect(click.mock.contexts[0]).toHaveProperty('download', 'ostiary-recovery-codes.txt');
    expect(files[0]?.size).toBeGreaterThan(codes.join('').length);
    click.mockRestore();
  });
});

describe('useStepUp', () => {
  it('asks for the password and repeats what was refused, once', async () => {
    const { asked, handler } = freshOnly('secondFactor.begin', 'password', offer);
    const proved = vi.fn();
    const stepUp = trpcMutation('auth.stepUp', (input) => {
      proved(input);
      return { until: '2030-01-01T00:00:00.000Z' };
    });
    await enrol(handler, stepUp);
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirm that it is you' }));
    await userEvent.type(dialog.getByLabelText('Your password'), 'secret');
    await userEvent.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByRole('heading', { name: 'Add Ostiary Bank to your app' })).toBeVisible();
    expect(proved).toHaveBeenCalledWith({ password: 'secret' });
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('asks for a code where a second factor is on, and says when it is wrong', async () => {
    const { asked, handler } = freshOnly('secondFactor.begin', 'code', offer);
    await enrol(handler, trpcError('auth.stepUp', { errorCode: 'CODE_INVALID' }));
    await typeCode();
    await press('Confirm');
    expect(await screen.findByRole('alert')).toHaveTextContent('That code is not right');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('changes nothing when the person does not want to', async () => {
    const { asked, handler } = freshOnly('secondFactor.begin', 'password', offer);
    await enrol(handler);
    await screen.findByRole('dialog');
    await press('Close');
    expect(await screen.findByRole('alert')).toHaveTextContent('Nothing was changed');
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

// Not a form around it: tests draw dialogs in place, where a form in a form is no HTML.
function PageAround({ onSubmit }: { onSubmit: () => void }) {
  return (
    <div onSubmit={onSubmit}>
      <StepUpDialog opened factor="password" onDone={() => undefined} onCancel={() => undefined} />
    </div>
  );
}

describe('StepUpDialog', () => {
  it('does not send the form that it was opened from', async () => {
    const onSubmit = vi.fn();
    await renderWithApi(<PageAround onSubmit={onSubmit} />);
    await press('Confirm');
    expect(await screen.findByRole('alert')).toHaveTextContent('Fill this in.');
    expect(onSubmit).not.toHaveBeenCalled();
  });
});

describe('SecondFactorSection', () => {
  it('goes on showing the recovery codes after the factor is on', async () => {
    await renderWithApi(<SecondFactorSection />, [trpcQuery('secondFactor.status', factorOff), begun, confirmed]);
    await press('Set up the second factor');
    await typeCode();
    server.use(trpcQuery('secondFactor.status', factorOn));
    await press('Switch on');
    await userEvent.click(await screen.findByLabelText('I have saved them'));
    await press('Done');
    expect(await screen.findByText('9 recovery codes are left.')).toBeVisible();
    expect(screen.getByText('The second factor is on.')).toHaveFocus();
  });

  it('makes new recovery codes with a code, in a dialog that closes only once they are saved', async () => {
    const renewed = trpcMutation('secondFactor.renewRecoveryCodes', { recoveryCodes: codes });
    await renderWithApi(<SecondFactorSection />, [trpcQuery('secondFactor.status', factorOn), renewed]);
    await press('Make new recovery codes');
    await typeCode();
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Make new recovery codes' }));
    await screen.findByRole('list', { name: 'Recovery codes' });
    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeVisible();
    await userEvent.click(screen.getByLabelText('I have saved them'));
    await press('Done');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('switches off with a code, and not where it is required', async () => {
    const disabled = trpcMutation('secondFactor.disable', { ok: true });
    const required = { ...factorOn, isRequired: true, recoveryCodesLeft: 2 };
    const view = await renderWithApi(<SecondFactorSection />, [trpcQuery('secondFactor.status', factorOn), disabled]);
    await press('Switch off');
    await typeCode();
    server.use(trpcQuery('secondFactor.status', factorOff));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Switch off' }));
    expect(await screen.findByText('The second factor is switched off.')).toBeInTheDocument();
    view.unmount();
    await renderWithApi(<SecondFactorSection />, [trpcQuery('secondFactor.status', required)]);
    expect(await screen.findByText(/cannot be switched off/)).toBeVisible();
    expect(screen.getByText(/2 recovery codes are left/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Switch off' })).not.toBeInTheDocument();
  });
});
