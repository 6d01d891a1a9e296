import { SignedIn } from '@ostiary/domain/auth';
import {
  ContactCodeSent,
  ContactsConfirmed,
  RegisteredCustomer,
  RegisterInput,
  RegistrationChallenge,
  ResendRegistrationInput,
  SendContactCodeInput,
  StartRegistrationInput,
  VerifyContactInput,
  VerifyRegistrationInput,
} from '@ostiary/domain/registration';
import { rest } from '../../rest.ts';
import { customerProcedure, limited, publicProcedure, router } from '../../trpc.ts';
import { sendContactCode, verifyContact } from './contacts.service.ts';
import { register, resendRegistration, startRegistration, verifyRegistration } from './registration.service.ts';

const tags = ['Registration'];

export const registrationRouter = router({
  start: publicProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/register/initiate',
        summary: 'Open an account; a code goes to the e-mail',
        tags,
        status: 201,
      }),
    )
    .input(StartRegistrationInput)
    .use(limited('registration'))
    .output(RegistrationChallenge)
    .mutation(({ ctx, input }) => startRegistration(ctx, input)),
  verify: publicProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/register/verify',
        summary: 'Confirm the e-mail by its code and sign in',
        tags,
      }),
    )
    .input(VerifyRegistrationInput)
    .use(limited('code-checking'))
    .output(SignedIn)
    .mutation(({ ctx, input }) => verifyRegistration(ctx, input)),
  resend: publicProcedure
    .meta(rest({ method: 'POST', path: '/auth/register/resend', summary: 'Send the code again', tags, status: 202 }))
    .input(ResendRegistrationInput)
    .use(limited('code-sending'))
    .output(RegistrationChallenge)
    .mutation(({ ctx, input }) => resendRegistration(ctx, input)),
  register: publicProcedure
    .meta(
      rest({ method: 'POST', path: '/auth/register', summary: 'Register with every field at once', tags, status: 201 }),
    )
    .input(RegisterInput)
    .use(limited('registration'))
    .output(RegisteredCustomer)
    .mutation(({ ctx, input }) => register(ctx, input)),
});

export const contactsRouter = router({
  send: customerProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/contacts/{channel}/send',
        summary: 'Send a confirmation code',
        tags,
        status: 202,
      }),
    )
    .input(SendContactCodeInput)
    .use(limited('code-sending'))
    .output(ContactCodeSent)
    .mutation(({ ctx, input }) => sendContactCode(ctx, input)),
  verify: customerProcedure
    .meta(
      rest({ method: 'POST', path: '/auth/contacts/{channel}/verify', summary: 'Confirm a contact by its code', tags }),
    )
    .input(VerifyContactInput)
    .use(limited('code-checking'))
    .output(ContactsConfirmed)
    .mutation(({ ctx, input }) => verifyContact(ctx, input)),
});
