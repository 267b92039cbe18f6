-- A continuing turn changes no indexed column of its conversation, and finds room on the same page: then no index is
-- touched at all. So no index may hold when a conversation was last written to, not even one of few rows.
alter table conversations set (fillfactor = 80);
drop index conversations_handed_off;
create index conversations_handed_off on conversations (workspace_id) where status = 'handed-off';
-- Each turn asks twice for what waits in its conversation: found without reading all that was ever said in it.
drop index inbox_pending;
create index inbox_pending on inbox (workspace_id, conversation_id, arrival) where status = 'pending';
