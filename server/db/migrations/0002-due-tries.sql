-- How often the conversation's timer was fired in vain: a turn that always throws is not tried for ever.
alter table conversations add column due_tries integer not null default 0;
