drop function learning.shared_habits(text);
drop trigger ring_insert on agent_learned_patterns;
drop trigger ring_update on agent_learned_patterns;
revoke usage on schema learning from kontali_app, kontali_worker;
