// The whole way from stranger to approved customer by REST alone, against a running local bank:
//   node e2e/rest-journey.ts [publicUrl] [staffUrl]
import { must, restClient, rows, Surprise, text } from './rest/client.ts';
import { apply, type Customer, due, register, sendBill, submit } from './rest/customer.ts';
import { claim, decide, findCase, type Reviewer, signIn, tryNext } from './rest/reviewer.ts';

const [publicUrl = 'http://localhost:8000', staffUrl = 'http://localhost:8001'] = process.argv.slice(2);
const password = process.env.DEMO_PASSWORD ?? 'Doorkeeper-demo-2026';

let steps = 0;
function say(step: string): void {
  steps += 1;
  console.log(`${String(steps).padStart(2)}  ${step}`);
}

async function askAgain(reviewer: Reviewer, customer: Customer): Promise<string> {
  await tryNext(reviewer);
  say('reviewer took the most urgent case and gave it back');
  const id = await findCase(reviewer, customer.email);
  const asked = await decide(reviewer, 'request-more', {
    found: await claim(reviewer, id),
    reasons: [{ requirement: 'proof_of_address', code: 'DOCUMENT_UNREADABLE' }],
  });
  must(asked.status === 'ACTION_REQUIRED', `asking for more answered ${JSON.stringify(asked)}`);
  say('reviewer refused the bill and asked for it again');
  return id;
}

async function correct(customer: Customer): Promise<void> {
  const { api, access } = customer;
  const open = await due(customer);
  must(
    open.join() === 'proof_of_address',
    `the customer is asked for ${open.join(', ') || 'nothing'}, not for the bill alone`,
  );
  const view = await api({ method: 'GET', path: '/api/kyc/requirements/', access });
  const refusal = rows(view, 'refused')[0]?.refusal;
  must(
    typeof refusal === 'object' && refusal !== null && 'next_step' in refusal,
    'the refused bill does not say what to do',
  );
  await api({ method: 'PUT', path: '/api/kyc/requirements/ssn/', access, body: { ssn: '536-90-4388' }, expect: 409 });
  say('customer is asked for the bill only; everything else is closed');
  await sendBill(customer, say);
  await submit(customer, say);
}

async function approve(reviewer: Reviewer, id: string): Promise<void> {
  const found = await claim(reviewer, id);
  const approved = await decide(reviewer, 'approve', { found });
  must(approved.status === 'APPROVED', `approving answered ${JSON.stringify(approved)}`);
  say('reviewer approved');
  const body = { version: found.version, reasons: [] };
  const late = await reviewer.api({
    method: 'PUT',
    path: `/api/kyc/${id}/approve/`,
    access: reviewer.access,
    body,
    expect: 409,
  });
  must(text(late, 'code') === 'ALREADY_REVIEWED', `a second approval answered ${JSON.stringify(late)}`);
  say('a second approval was told that the case is already reviewed');
}

async function journey(): Promise<void> {
  const customer = await register(restClient(publicUrl), say);
  await apply(customer, say);
  const reviewer = await signIn(restClient(staffUrl), { username: 'reviewer', password });
  say('reviewer signed in on the staff door');
  const id = await askAgain(reviewer, customer);
  await correct(customer);
  await approve(reviewer, id);
  const status = await customer.api({ method: 'GET', path: '/api/kyc/status/', access: customer.access });
  must(
    status.status === 'APPROVED' && status.kyc_status === 'APPROVED' && status.can_transact === true,
    `the customer sees ${JSON.stringify(status)}`,
  );
  say('customer sees APPROVED');
}

try {
  await journey();
  console.log('\nREST journey complete.');
} catch (error) {
  console.error(`\nSurprise after step ${steps}: ${error instanceof Surprise ? error.message : String(error)}`);
  if (!(error instanceof Surprise) && error instanceof Error) console.error(error.cause ?? error.stack);
  process.exitCode = 1;
}
