import { Migration } from '@mikro-orm/migrations';

/** Who must agree before an application is approved, kept by the database; and why an approval took two or was undone. */
export class Migration20261122025000FourEyes extends Migration {
  override up(): void {
    this.addSql(`
      alter table kyc_decision
        add column second_because text check (second_because in ('POLICY', 'ALERT', 'SCREENING', 'DOUBTED', 'ESCALATED')),
        add column voided_because text check (voided_because in ('DISAGREED', 'EVIDENCE_CHANGED')),
        add column voided_by uuid references app_user,
        add constraint kyc_decision_void_is_whole
          check (voided_at is not null or voided_because is null and voided_by is null);
      update kyc_decision set second_because = 'ESCALATED' where is_escalated;

      create or replace function refuse_wrong_decider() returns trigger language plpgsql as $$
      begin
        if exists (select from kyc_application a where a.id = new.application_id and a.customer_id = new.decided_by) then
          raise exception 'nobody decides their own application' using errcode = 'check_violation', constraint = 'kyc_decision_not_own';
        end if;
        if new.stage = 2 and (new.kind <> 'APPROVE' or not exists (
          select from kyc_decision d where d.application_id = new.application_id and d.round = new.round
            and d.stage = 1 and d.kind = 'APPROVE' and d.voided_at is null and d.decided_by <> new.decided_by
        )) then
          raise exception 'a second approval needs a first one by another person'
            using errcode = 'check_violation', constraint = 'kyc_decision_four_eyes';
        end if;
        return new;
      end $$;

      -- At the commit, when the decision and its state are both there. The second of two rows comes from another person
      -- than the first: kyc_decision_four_eyes.
      create function refuse_undecided_approval() returns trigger language plpgsql as $$
      declare
        approvals integer;
      begin
        select count(*) into approvals from kyc_decision d where d.application_id = new.id and d.round = new.round
          and d.kind = 'APPROVE' and d.voided_at is null;
        if approvals < (case when old.status = 'PENDING_SECOND_APPROVAL' or new.risk_band = 'HIGH' then 2 else 1 end) then
          raise exception 'an application is approved by its decisions alone, of two people where the risk is high'
            using errcode = 'check_violation', constraint = 'kyc_application_approved_by_decision';
        end if;
        return null;
      end $$;
      create constraint trigger kyc_application_approved_by_decision after update of status on kyc_application
        deferrable initially deferred for each row
        when (new.status = 'APPROVED' and old.status <> 'APPROVED') execute function refuse_undecided_approval();
    `);
  }
}
