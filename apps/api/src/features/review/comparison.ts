import type { KycDocument } from '@ostiary/db';
import { maskAadhaar, maskAccountNumber, maskDocumentNumber, maskPan, maskSsn } from '@ostiary/domain/identifiers';
import {
  type DocumentReading,
  isSameAddress,
  isSameDay,
  isSameName,
  isSameNumber,
  isSamePhrase,
} from '@ostiary/domain/kyc-documents';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { ComparedFact } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import { veilOf } from '../access/veil.service.ts';
import { numberOf, openReading, typedIdentifiers, typedName } from '../kyc-documents/reading.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { readGiven } from '../requirements/given.service.ts';
import { addressOf, presentRows, sayAddress } from '../requirements/present.service.ts';
import { comparedRow } from './compared-row.ts';
import { registerWords } from './register-words.ts';
import { HIDDEN, seesPerson } from './sees-person.ts';

interface Paper {
  readonly document: KycDocument;
  readonly reading: DocumentReading | null;
}

interface Comparing {
  readonly ctx: StaffContext;
  readonly file: CaseFile;
  readonly vault: Vault;
  readonly papers: readonly Paper[];
}

const READABLE: readonly KycDocument['status'][] = ['PENDING', 'VERIFIED', 'EXPIRED'];

const printedAs = (papers: readonly Paper[], field: Exclude<keyof DocumentReading, 'identifiers'>): string[] =>
  papers.flatMap(({ reading }) => reading?.[field] ?? []);

function personRows({ ctx, file, vault, papers }: Comparing): ComparedFact[] {
  const veil = seesPerson(ctx, file) ? String : () => HIDDEN;
  const { isDrawn, name: named } = veilOf(ctx);
  const company = isDrawn ? () => HIDDEN : String;
  return [
    ...comparedRow({
      label: 'name',
      typed: typedName(file),
      printed: printedAs(papers, 'name'),
      register: registerWords(file, { about: 'name', language: ctx.request.language }),
      isSame: isSameName,
      show: ({ firstName, lastName }) => named(`${firstName} ${lastName}`.trim()),
      showPrinted: named,
    }),
    ...comparedRow({
      label: 'businessName',
      typed: readGiven(file, vault, 'business')?.legalName ?? null,
      printed: printedAs(papers, 'businessName'),
      isSame: isSamePhrase,
      show: company,
      showPrinted: company,
    }),
    ...comparedRow({
      label: 'dateOfBirth',
      typed: file.customer.dateOfBirth ?? null,
      printed: printedAs(papers, 'dateOfBirth'),
      isSame: isSameDay,
      show: veil,
      showPrinted: veil,
    }),
  ];
}

function addressRow({ ctx, file, vault, papers }: Comparing): ComparedFact[] {
  const veil = seesPerson(ctx, file) ? (text: string) => text : () => HIDDEN;
  const found = papers.flatMap(({ reading }) => {
    if (reading === null) return [];
    const { street, city, postalCode } = reading;
    const text = [street, city, postalCode].filter((part) => part !== null).join(', ');
    return text === '' ? [] : [{ text, parts: { street, city, postalCode } }];
  });
  return comparedRow({
    label: 'address',
    typed: addressOf(file, vault),
    printed: found.map(({ text }) => text),
    isSame: (typed, printed) => found.every(({ text, parts }) => text !== printed || isSameAddress(typed, parts)),
    show: (typed) => veil(sayAddress(typed)),
    showPrinted: veil,
  });
}

/** A document's own number and days; the two sides of one document are one. */
function documentRows({ ctx, file, vault }: Comparing, papers: readonly Paper[]): ComparedFact[] {
  return papers.flatMap(({ document, reading }) => {
    const { requirement, issuedOn = null, expiresOn = null } = document;
    const own = reading === null ? [] : [{ document, reading }];
    return [
      ...comparedRow({
        label: 'documentNumber',
        requirement,
        typed: numberOf(document, vault),
        printed: printedAs(own, 'number'),
        register: registerWords(file, { about: 'document', requirement, language: ctx.request.language }),
        isSame: isSameNumber,
        show: maskDocumentNumber,
        showPrinted: maskDocumentNumber,
      }),
      ...comparedRow({
        label: 'issuedOn',
        requirement,
        typed: issuedOn,
        printed: printedAs(own, 'issuedOn'),
        isSame: isSameDay,
      }),
      ...comparedRow({
        label: 'expiresOn',
        requirement,
        typed: expiresOn,
        printed: printedAs(own, 'expiresOn'),
        isSame: isSameDay,
      }),
    ];
  });
}

/** Front and back say the same: the rows of the page on which something was read stand for both. */
function onePerDocument(papers: readonly Paper[]): Paper[] {
  const chosen = new Map<string, Paper>();
  for (const paper of papers) {
    const mark = `${paper.document.requirement} ${paper.document.documentType}`;
    if ((chosen.get(mark)?.reading ?? null) === null) chosen.set(mark, paper);
  }
  return [...chosen.values()];
}

const MASKS: Partial<Record<RequirementCode, (printed: string) => string>> = {
  ssn: maskSsn,
  aadhaar: maskAadhaar,
  pan: (printed) => maskPan(printed.replace(/[^\p{L}\p{N}]/gu, '')),
  bank_account: maskAccountNumber,
};

function identifierRows({ ctx, file, vault, papers }: Comparing): ComparedFact[] {
  const { language } = ctx.request;
  const shown = new Map(presentRows(file, { vault, language }).map(({ code, summary }) => [code, summary]));
  return typedIdentifiers(file, vault).flatMap(({ requirement, value }) =>
    comparedRow({
      label: requirement,
      requirement,
      typed: value,
      printed: papers.flatMap(({ reading }) =>
        (reading?.identifiers ?? []).filter((found) => found.requirement === requirement).map(({ printed }) => printed),
      ),
      register: registerWords(file, { about: 'number', requirement, language }),
      isSame: isSameNumber,
      show: () => shown.get(requirement) ?? '',
      showPrinted: MASKS[requirement] ?? maskDocumentNumber,
    }),
  );
}

/** What was typed beside what the documents print and the registers answer; masked as everywhere. */
export function compareFacts(ctx: StaffContext, file: CaseFile, vault: Vault): ComparedFact[] {
  const papers = file.documents
    .filter(({ status }) => READABLE.includes(status))
    .map((document) => ({ document, reading: openReading(document, vault) }));
  const comparing = { ctx, file, vault, papers };
  return [
    ...personRows(comparing),
    ...addressRow(comparing),
    ...documentRows(comparing, onePerDocument(papers)),
    ...identifierRows(comparing),
  ];
}
