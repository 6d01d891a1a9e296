import type { Told } from '../shared/index.ts';
import { CONTACT_US, DOCUMENT_ROWS, type Reason, type ReasonCode } from './reason-code.ts';

const SEND_AGAIN: Told = { en: 'Send the document again.', hi: 'दस्तावेज़ दोबारा भेजें।' };

type DocumentReason = Extract<ReasonCode, `DOCUMENT_${string}`>;

/** Why a document is refused; four of them only the scan job gives. */
export const DOCUMENT_REASONS: Record<DocumentReason, Reason> = {
  DOCUMENT_UNREADABLE: {
    rows: DOCUMENT_ROWS,
    isFinal: false,
    label: { en: 'Unreadable', hi: 'पढ़ा नहीं जाता' },
    customer: {
      en: 'We could not read it: it is blurred, dark or too small.',
      hi: 'हम इसे पढ़ नहीं सके: यह धुँधला, अँधेरा या बहुत छोटा है।',
    },
    nextStep: {
      en: 'Take the photo in daylight with all four corners visible, or send the original PDF.',
      hi: 'दिन की रोशनी में चारों कोनों सहित फ़ोटो लें, या मूल PDF भेजें।',
    },
  },
  DOCUMENT_CROPPED: {
    rows: DOCUMENT_ROWS,
    isFinal: false,
    label: { en: 'Cropped', hi: 'कटा हुआ' },
    customer: { en: 'A part of it is missing from the picture.', hi: 'तस्वीर में इसका एक हिस्सा नहीं है।' },
    nextStep: { en: 'Take the photo again with all four corners visible.', hi: 'चारों कोनों सहित फ़ोटो दोबारा लें।' },
  },
  DOCUMENT_SIDE_MISSING: {
    rows: ['photo_id'],
    isFinal: false,
    label: { en: 'A side is missing', hi: 'एक ओर नहीं है' },
    customer: { en: 'We need the other side too.', hi: 'हमें दूसरी ओर भी चाहिए।' },
    nextStep: { en: 'Send the front and the back.', hi: 'आगे और पीछे दोनों भेजें।' },
  },
  DOCUMENT_EXPIRED: {
    rows: ['photo_id', 'proof_of_address'],
    isFinal: false,
    label: { en: 'Expired, or older than three months', hi: 'अवधि बीती, या तीन महीने से पुराना' },
    customer: {
      en: 'It is past its date, or the bill is older than three months.',
      hi: 'इसकी तिथि बीत चुकी है, या बिल तीन महीने से पुराना है।',
    },
    nextStep: { en: 'Send one that is still valid.', hi: 'ऐसा भेजें जो अभी मान्य हो।' },
  },
  DOCUMENT_NOT_ACCEPTED: {
    rows: DOCUMENT_ROWS,
    isFinal: false,
    label: { en: 'Not an accepted document', hi: 'स्वीकार्य दस्तावेज़ नहीं' },
    customer: { en: 'We do not accept this kind of document here.', hi: 'हम यहाँ इस तरह का दस्तावेज़ स्वीकार नहीं करते।' },
    nextStep: { en: 'Send one of the listed documents.', hi: 'सूची में से कोई दस्तावेज़ भेजें।' },
  },
  DOCUMENT_IS_COPY: {
    rows: DOCUMENT_ROWS,
    isFinal: false,
    label: { en: 'Screenshot or copy', hi: 'स्क्रीनशॉट या प्रतिलिपि' },
    customer: { en: 'It looks like a screenshot or a copy.', hi: 'यह स्क्रीनशॉट या प्रतिलिपि लगती है।' },
    nextStep: { en: 'Photograph the original, or send the original PDF.', hi: 'मूल की फ़ोटो लें, या मूल PDF भेजें।' },
  },
  DOCUMENT_TAMPERED: {
    rows: DOCUMENT_ROWS,
    isFinal: true,
    label: { en: 'Signs of editing', hi: 'बदलाव के निशान' },
    customer: { en: 'We could not accept this document.', hi: 'हम यह दस्तावेज़ स्वीकार नहीं कर सके।' },
    nextStep: CONTACT_US,
  },
  DOCUMENT_INFECTED: {
    rows: DOCUMENT_ROWS,
    isFinal: false,
    isAutomatic: true,
    label: { en: 'Malware found', hi: 'मैलवेयर मिला' },
    customer: { en: 'Our scanner found something harmful in the file.', hi: 'हमारे स्कैनर को फ़ाइल में कुछ हानिकारक मिला।' },
    nextStep: { en: 'Check your device, then send a new photo.', hi: 'अपना उपकरण जाँचें, फिर नई फ़ोटो भेजें।' },
  },
  DOCUMENT_ENCRYPTED: {
    rows: DOCUMENT_ROWS,
    isFinal: false,
    isAutomatic: true,
    label: { en: 'Password-protected file', hi: 'पासवर्ड वाली फ़ाइल' },
    customer: { en: 'The PDF is protected by a password.', hi: 'PDF पासवर्ड से सुरक्षित है।' },
    nextStep: { en: 'Save it without a password and send it again.', hi: 'इसे बिना पासवर्ड सहेजकर दोबारा भेजें।' },
  },
  DOCUMENT_ACTIVE_CONTENT: {
    rows: DOCUMENT_ROWS,
    isFinal: false,
    isAutomatic: true,
    label: { en: 'Active content', hi: 'सक्रिय सामग्री' },
    customer: { en: 'The file contains scripts or other files.', hi: 'फ़ाइल में स्क्रिप्ट या दूसरी फ़ाइलें हैं।' },
    nextStep: { en: 'Print it to a new PDF, or send a photo.', hi: 'इसे नए PDF में प्रिंट करें, या फ़ोटो भेजें।' },
  },
  DOCUMENT_CORRUPT: {
    rows: DOCUMENT_ROWS,
    isFinal: false,
    isAutomatic: true,
    label: { en: 'Damaged file', hi: 'ख़राब फ़ाइल' },
    customer: { en: 'The file is damaged or incomplete.', hi: 'फ़ाइल ख़राब या अधूरी है।' },
    nextStep: SEND_AGAIN,
  },
};
