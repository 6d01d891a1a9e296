import type { AlertType } from './alert.ts';

/** What each kind of alert says, in English; portals have words of their own. Nothing of a person. */
export const ALERT_TEXT: Readonly<Record<AlertType, { readonly title: string; readonly description: string }>> = {
  SHARED_IDENTITY: {
    title: 'An identity number given twice',
    description: 'Another customer gave the same identity number. Find out whose it is before either case goes on.',
  },
  SHARED_DOCUMENT: {
    title: 'A document given twice',
    description: 'Another customer sent a document with the same number. Compare both before either case goes on.',
  },
  SHARED_DEVICE: {
    title: 'Several applicants from one place',
    description: 'Applicants who seem to be strangers use the same device or network.',
  },
  SANCTIONS_HIT: {
    title: 'A possible match on a sanctions list',
    description: 'Somebody named in the application may stand on a list. Do not approve before it is settled.',
  },
  VELOCITY: {
    title: 'Many applications in a short time',
    description: 'More applications came from one source than people fill in by hand.',
  },
  HIGH_RISK: {
    title: 'A high risk score',
    description: 'Taken together, the signals of this application give a score of 70 or more.',
  },
};
