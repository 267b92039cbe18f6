-- When a deployment was last switched on again: while it was off nobody could reply, so silence counts from here.
alter table deployments add column activated_at timestamptz;
