import { type Mark, seededRandom, type Write } from './drawing.ts';
import { sayDate } from './specimen-card.ts';
import { specimenMarks } from './specimen-marks.ts';
import { addDays, addressee, type Bill, letterhead, money, PAGE, pair, type Row, table } from './specimen-sheet.ts';

const SOFT = '#5c6a78';
const NAVY = '#22335c';

const PAYEES = [
  'Larkfield Grocers',
  'Blue Heron Books',
  'Transit pass',
  'Copper Kettle Café',
  'Rent',
  'Payroll deposit',
  'Maple Hardware',
  'Prairie Lantern Power',
  'Streaming',
  'Farmers market',
];

function statementRows(bill: Bill): Row[] {
  const say = (cents: number) => money(cents, bill.currency);
  const random = seededRandom(bill.number);
  let balance = 214_000 + Math.floor(random() * 300_000);
  const rows = PAYEES.map((payee, index): Row => {
    const cents = payee.startsWith('Payroll')
      ? 241_500
      : -(1200 + Math.floor(random() * (payee.startsWith('Rent') ? 140_000 : 9000)));
    balance += cents;
    return [
      `${sayDate(addDays(bill.issuedOn, index * 3 - 30)).slice(0, 5)}   ${payee}`,
      cents < 0 ? `-${say(-cents)}` : say(cents),
      say(balance),
    ];
  });
  return [['Transactions', 'Amount', 'Balance'], ...rows, ['Closing balance', '', say(balance)]];
}

/** Two pages of an account statement by a bank that does not exist. */
export function statementPages(write: Write, bill: Bill): Mark[][] {
  const head = letterhead(write, {
    company: 'Harborline Community Bank',
    line: 'A fictional bank · Account statement',
    color: NAVY,
  });
  const facts = [
    ['Account', bill.number],
    ['Statement date', sayDate(bill.issuedOn)],
    ['Period', `${sayDate(addDays(bill.issuedOn, -31))} to ${sayDate(bill.issuedOn)}`],
  ] as const;
  const first = [
    ...head,
    ...addressee(write, bill),
    ...facts.flatMap((fact, index) => pair(write, fact, 132 + index * 19)),
    write('Everyday checking', { x: 44, y: 274, size: 22, bold: true }),
    ...table(write, { rows: statementRows(bill), top: 318, color: NAVY }),
    write('Page 1 of 2', { x: 568, y: 760, size: 9, color: SOFT, align: 'end' }),
    ...specimenMarks(write, PAGE),
  ];
  const terms = [
    'Statements are drawn monthly. Tell us within 60 days of anything you did not do.',
    'Deposits at this bank are not insured by anyone, because this bank does not exist.',
    'Interest 0.00 %. Overdraft: none. Fees this month: none.',
  ];
  const second = [
    ...head,
    write('About this statement', { x: 44, y: 132, size: 18, bold: true }),
    ...terms.map((term, index) => write(term, { x: 44, y: 164 + index * 20, size: 10.5 })),
    write('Page 2 of 2', { x: 568, y: 760, size: 9, color: SOFT, align: 'end' }),
    ...specimenMarks(write, PAGE),
  ];
  return [first, second];
}
