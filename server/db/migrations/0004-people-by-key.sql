-- People are looked up by the key of their first contact: acts, explanations, lists of draws.
create index people_by_key on people (workspace_id, key);
