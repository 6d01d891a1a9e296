/** How one table's state is kept from changing without a record of who changed it. */
export interface AuditedTable {
  /** Columns whose change is no change of state: clocks, counters, what is derived. All others count. */
  readonly ignores?: readonly string[];
  /** Instead: the only columns that are state. */
  readonly only?: readonly string[];
  /** SQL over `new`: which new rows are state; all of them unless said otherwise, `false` for none. */
  readonly inserts?: string;
  /** Whether removing a row is recorded; not where rows only grow old and are swept. */
  readonly deletes?: boolean;
}

/** What of a case is no state: clocks and counters, and what was derived; a band that changes is on record. */
const OF_CASE = [
  'version',
  'updated_at',
  'lease_expires_at',
  'due_soon_told_at',
  'late_told_at',
  'new_told_at',
  'applicant_key',
  'risk_score',
  'risk_assessed_at',
  'risk_rank',
  'signal_codes',
];

/** Every table that holds state: a transaction that changes it and leaves no record is refused at its commit. */
export const AUDITED: Readonly<Record<string, AuditedTable>> = {
  role: {},
  user_role: {},
  app_user: { ignores: ['last_login', 'last_login_ip', 'updated_at'] },
  session: { only: ['user_id', 'kind', 'amr', 'stepped_up_at', 'revoked_at', 'revoked_reason'], deletes: false },
  known_device: { ignores: ['last_seen_at', 'ip', 'user_agent'], deletes: false },
  second_factor: { ignores: ['last_step'] },
  recovery_code: {},
  password_reset: { only: ['user_id', 'token_hash', 'used_at'], deletes: false },
  undo_link: { only: ['user_id', 'change', 'token_hash', 'used_at'], deletes: false },
  data_key: { ignores: ['wrapped', 'kek_version'] },
  staff_network: {},
  branch: {},
  staff_invitation: {},
  access_change: {},
  role_feature_off: {},
  role_feature_change: {},
  customer: { ignores: ['updated_at'] },
  customer_data: {},
  kyc_application: { ignores: OF_CASE },
  application_event: {},
  requirement_state: {
    ignores: ['draft_encrypted', 'draft_saved_at'],
    inserts: 'new.verdict is not null or new.is_reopened or new.is_chosen or new.given_at is not null',
  },
  kyc_document: {
    ignores: [
      'updated_at',
      'wrapped_key',
      'number_index',
      'index_key_version',
      'reading_encrypted',
      'missing_since',
      'scan_asked_at',
    ],
  },
  upload: { only: ['state', 'problem'], deletes: false },
  identity_check: { only: ['finished_at', 'evidence', 'reference'] },
  kyc_decision: {},
  held_decision: {},
  kyc_note: {},
  risk_override: {},
  fraud_alert: { ignores: ['updated_at'] },
  fraud_alert_note: {},
  saved_view: { ignores: ['updated_at'] },
  policy_version: {},
  policy_draft: {},
  policy_replay: { only: ['draft_id', 'body', 'requested_by'] },
  pii_reveal: {},
  legal_hold: {},
  audit_export: { only: ['requested_by', 'format', 'filter', 'sha256', 'failed_because', 'finished_at'] },
  key_rotation: { only: ['kind', 'to_version', 'finished_at'] },
  // A new event is a record itself; who works on it and what was found is state.
  security_event: { inserts: 'false', ignores: ['told_at'] },
  security_event_reopening: {},
};

/** Every other table, and why a change of it needs no record. */
export const UNAUDITED: Readonly<Record<string, string>> = {
  audit_event: 'the record itself',
  audit_seal: 'the seal of the record, made from it',
  audit_subtree: 'the seal of the record, made from it',
  audit_checkpoint: 'the seal of the record, made from it',
  audit_checkpoint_copy: 'the seal of the record, made from it',
  audit_seal_refusal: 'a record itself: why sealing stopped',
  audit_verification_step: 'a record itself: how the record was verified; asking for it is audited',
  report_figure: 'counts of audited changes',
  report_change: 'counts of audited changes',
  report_person: 'counts of audited changes',
  message_preference: 'what a person wants to hear of; opens and decides nothing',
  login_activity: 'a record itself: appended at every attempt to sign in',
  risk_assessment: 'a record itself: appended by the rules; a band that changes is audited',
  identifier_index: 'derived from audited data; renewed together with its keys',
  held_value: 'copied by a trigger from an audited change while a legal hold is live',
  policy_replay_change: 'the result of an audited replay',
  login_challenge: 'lives for minutes; what comes of it is audited',
  one_time_code: 'lives for minutes; what it proves is audited',
  registration_hold: 'keeps a decoy alike to an account; names nobody',
  login_throttle: 'counters of failures; each failure and each lock is audited',
  rate_limit: 'counts requests',
  application_signal: 'copied by a trigger from the case, for the orders of the queue',
  queue_count: 'counts audited changes',
  queue_change: 'counts audited changes',
  case_presence: 'who has a case open now; opening one is audited',
  notification: 'tells of what is audited',
  outbox_message: 'tells of what is audited',
  dev_message: 'local only: the mailbox of a developer',
  idempotency_key: 'answers of audited requests, to be repeated',
};
