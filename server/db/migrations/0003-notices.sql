-- Whoever raises a channel's revision tells every node, in the same transaction: a notice is delivered on commit, and
-- nobody can forget to send it. The first word is the node that speaks; "-" is the database itself.
create function tell_channel_changed() returns trigger language plpgsql as
  'begin perform pg_notify(''sluice'', ''- channel-changed '' || new.id); return null; end';

create trigger channel_changed after update of revision on channels
  for each row when (old.revision is distinct from new.revision) execute function tell_channel_changed();
