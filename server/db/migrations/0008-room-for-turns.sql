-- A continuing turn changes no indexed column of its conversation, and finds room on the same page: then no index is
-- touched at all. So no index may hold when a conversation was last written to, not even one of few rows.
alter table conversations set (fillfactor = 80);
drop index conversations_handed_off;
create index conversations_handed_off on conversations (workspace_id) where status = 'handed-off';
