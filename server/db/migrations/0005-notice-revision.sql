-- With the revision: a node that already holds it (above all the one that made the change) keeps its plan.
create or replace function tell_channel_changed() returns trigger language plpgsql as
  'begin perform pg_notify(''sluice'', ''- channel-changed '' || new.id || '' '' || new.revision); return null; end';
